// SPDX-License-Identifier: GPL-2.0-or-later
/* Words for the classes of the X server's object manager (XACE SELinux extension). */
#include "config.h"

#include "words_table_internal.h"

static const struct words_perm device_common[] = {
	{ .name = "add", .text = "add %" },
	{ .name = "bell", .text = "ring the bell of %" },
	{ .name = "create", .text = "create %" },
	{ .name = "destroy", .text = "destroy %" },
	{ .name = "force_cursor", .text = "force another cursor on %" },
	{ .name = "freeze", .text = "freeze %" },
	{ .name = "get_property", .text = "read properties of %" },
	{ .name = "getattr", .text = "get the attributes of %" },
	{ .name = "getfocus", .text = "see which window has the focus of %" },
	{ .name = "grab", .text = "grab %" },
	{ .name = "list_property", .text = "list the properties of %" },
	{ .name = "manage", .text = "configure %" },
	{ .name = "read", .text = "read the state and events of %" },
	{ .name = "remove", .text = "remove %" },
	{ .name = "set_property", .text = "set properties of %" },
	{ .name = "setattr", .text = "change the attributes of %" },
	{ .name = "setfocus", .text = "set the focus of %" },
	{ .name = "use", .text = "use %" },
	{ .name = "write", .text = "change the state of %" },
	{ 0 },
};

static const struct words_perm application_data_own[] = {
	{ .name = "copy", .text = "copy %" },
	{ .name = "paste", .text = "paste %" },
	{ .name = "paste_after_confirm", .text = "paste % once the user confirms" },
	{ 0 },
};

static const struct words_perm client_own[] = {
	{ .name = "destroy", .text = "disconnect %" },
	{ .name = "getattr", .text = "get the attributes of %" },
	{ .name = "manage", .text = "manage %" },
	{ .name = "setattr", .text = "change the attributes of %" },
	{ 0 },
};

static const struct words_perm colormap_own[] = {
	{ .name = "add_color", .text = "add colours to %" },
	{ .name = "create", .text = "create %" },
	{ .name = "destroy", .text = "destroy %" },
	{ .name = "getattr", .text = "get the attributes of %" },
	{ .name = "install", .text = "install %" },
	{ .name = "read", .text = "read the colours of %" },
	{ .name = "remove_color", .text = "remove colours from %" },
	{ .name = "uninstall", .text = "uninstall %" },
	{ .name = "use", .text = "use %" },
	{ .name = "write", .text = "change the colours of %" },
	{ 0 },
};

static const struct words_perm cursor_own[] = {
	{ .name = "create", .text = "create %" },
	{ .name = "destroy", .text = "destroy %" },
	{ .name = "getattr", .text = "get the attributes of %" },
	{ .name = "read", .text = "read the image of %" },
	{ .name = "setattr", .text = "change the attributes of %" },
	{ .name = "use", .text = "use %" },
	{ .name = "write", .text = "change the image of %" },
	{ 0 },
};

static const struct words_perm drawable_own[] = {
	{ .name = "add_child", .text = "add windows to %" },
	{ .name = "blend", .text = "see what is below %" },
	{ .name = "create", .text = "create %" },
	{ .name = "destroy", .text = "destroy %" },
	{ .name = "get_property", .text = "read properties of %" },
	{ .name = "getattr", .text = "get the attributes of %" },
	{ .name = "hide", .text = "hide %" },
	{ .name = "list_child", .text = "list the windows in %" },
	{ .name = "list_property", .text = "list the properties of %" },
	{ .name = "manage", .text = "manage %" },
	{ .name = "override", .text = "bypass the window manager for %" },
	{ .name = "read", .text = "read the contents of %" },
	{ .name = "receive", .text = "receive events of %" },
	{ .name = "remove_child", .text = "remove windows from %" },
	{ .name = "send", .text = "send events to %" },
	{ .name = "set_property", .text = "set properties of %" },
	{ .name = "setattr", .text = "change the attributes of %" },
	{ .name = "show", .text = "show %" },
	{ .name = "write", .text = "draw on %" },
	{ 0 },
};

static const struct words_perm event_own[] = {
	{ .name = "receive", .text = "receive %" },
	{ .name = "send", .text = "send %" },
	{ 0 },
};

static const struct words_perm extension_own[] = {
	{ .name = "query", .text = "ask for the presence of %" },
	{ .name = "use", .text = "use %" },
	{ 0 },
};

static const struct words_perm font_own[] = {
	{ .name = "add_glyph", .text = "add glyphs to %" },
	{ .name = "create", .text = "load %" },
	{ .name = "destroy", .text = "unload %" },
	{ .name = "getattr", .text = "get the attributes of %" },
	{ .name = "remove_glyph", .text = "remove glyphs from %" },
	{ .name = "use", .text = "use %" },
	{ 0 },
};

static const struct words_perm gc_own[] = {
	{ .name = "create", .text = "create %" },
	{ .name = "destroy", .text = "destroy %" },
	{ .name = "getattr", .text = "get the attributes of %" },
	{ .name = "setattr", .text = "change the attributes of %" },
	{ .name = "use", .text = "draw with %" },
	{ 0 },
};

static const struct words_perm property_own[] = {
	{ .name = "append", .text = "append to %" },
	{ .name = "create", .text = "create %" },
	{ .name = "destroy", .text = "delete %" },
	{ .name = "getattr", .text = "get the attributes of %" },
	{ .name = "read", .text = "read %" },
	{ .name = "setattr", .text = "change the attributes of %" },
	{ .name = "write", .text = "write %" },
	{ 0 },
};

static const struct words_perm resource_own[] = {
	{ .name = "read", .text = "read %" },
	{ .name = "write", .text = "change %" },
	{ 0 },
};

static const struct words_perm screen_own[] = {
	{ .name = "getattr", .text = "get the attributes of %" },
	{ .name = "hide_cursor", .text = "hide the cursor on %" },
	{ .name = "saver_getattr", .text = "read the screen saver settings of %" },
	{ .name = "saver_hide", .text = "hide the screen saver on %" },
	{ .name = "saver_setattr", .text = "change the screen saver settings of %" },
	{ .name = "saver_show", .text = "show the screen saver on %" },
	{ .name = "setattr", .text = "change the attributes of %" },
	{ .name = "show_cursor", .text = "show the cursor on %" },
	{ 0 },
};

static const struct words_perm selection_own[] = {
	{ .name = "getattr", .text = "see who owns %" },
	{ .name = "read", .text = "read %" },
	{ .name = "setattr", .text = "become the owner of %" },
	{ .name = "write", .text = "write %" },
	{ 0 },
};

static const struct words_perm server_own[] = {
	{ .name = "debug", .text = "debug %" },
	{ .name = "getattr", .text = "get the settings of %" },
	{ .name = "grab", .text = "grab all of %" },
	{ .name = "manage", .text = "manage %" },
	{ .name = "record", .text = "record everything that goes through %" },
	{ .name = "setattr", .text = "change the settings of %" },
	{ 0 },
};

const struct words_class words_x_classes[] = {
	{ .name = "x_application_data",
	  .one = "data of an X selection",
	  .many = "data of X selections",
	  .own = application_data_own,
	  .object = WORDS_LABELLED },
	{ .name = "x_client",
	  .one = "an X client",
	  .many = "X clients",
	  .own = client_own,
	  .object = WORDS_OWNED },
	{ .name = "x_colormap",
	  .one = "an X colour map",
	  .many = "X colour maps",
	  .own = colormap_own,
	  .object = WORDS_LABELLED },
	{ .name = "x_cursor",
	  .one = "an X cursor",
	  .many = "X cursors",
	  .own = cursor_own,
	  .object = WORDS_LABELLED },
	{ .name = "x_device",
	  .one = "an X input device",
	  .many = "X input devices",
	  .common = device_common,
	  .object = WORDS_LABELLED },
	{ .name = "x_drawable",
	  .one = "an X window or pixmap",
	  .many = "X windows and pixmaps",
	  .own = drawable_own,
	  .object = WORDS_LABELLED },
	{ .name = "x_event",
	  .one = "an X event",
	  .many = "X events",
	  .own = event_own,
	  .object = WORDS_LABELLED },
	{ .name = "x_extension",
	  .one = "an X extension",
	  .many = "X extensions",
	  .own = extension_own,
	  .object = WORDS_LABELLED },
	{ .name = "x_font",
	  .one = "an X font",
	  .many = "X fonts",
	  .own = font_own,
	  .object = WORDS_LABELLED },
	{ .name = "x_gc",
	  .one = "an X graphics context",
	  .many = "X graphics contexts",
	  .own = gc_own,
	  .object = WORDS_LABELLED },
	{ .name = "x_keyboard",
	  .one = "an X keyboard",
	  .many = "X keyboards",
	  .common = device_common,
	  .object = WORDS_LABELLED },
	{ .name = "x_pointer",
	  .one = "an X pointer",
	  .many = "X pointers",
	  .common = device_common,
	  .object = WORDS_LABELLED },
	{ .name = "x_property",
	  .one = "an X window property",
	  .many = "X window properties",
	  .own = property_own,
	  .object = WORDS_LABELLED },
	{ .name = "x_resource",
	  .one = "an X resource",
	  .many = "X resources",
	  .own = resource_own,
	  .object = WORDS_LABELLED },
	{ .name = "x_screen",
	  .one = "an X screen",
	  .many = "X screens",
	  .own = screen_own,
	  .object = WORDS_LABELLED },
	{ .name = "x_selection",
	  .one = "an X selection",
	  .many = "X selections",
	  .own = selection_own,
	  .object = WORDS_LABELLED },
	{ .name = "x_server",
	  .one = "the X server",
	  .many = "X servers",
	  .own = server_own,
	  .object = WORDS_LABELLED },
	{ .name = "x_synthetic_event",
	  .one = "an X event sent by a client",
	  .many = "X events sent by clients",
	  .own = event_own,
	  .object = WORDS_LABELLED },
	{ 0 },
};
