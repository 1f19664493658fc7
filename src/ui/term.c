// SPDX-License-Identifier: GPL-2.0-or-later
/* Take over the terminal, restore it on every way out, and read keys. Does not know what keys do or
 * what is on the screen. */
#include "config.h"

#include "term_internal.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/buf.h"
#include "terminfo_internal.h"

/* What a crash needs to restore the terminal with async-signal-safe calls only. */
static struct {
	volatile sig_atomic_t armed;
	int fd;
	struct termios saved;
	char leave[160];
	size_t leave_len;
} crash;

static const int fatal_signals[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT };

void term_restore_now(void)
{
	if (!crash.armed)
		return;
	crash.armed = 0;
	(void)!write(crash.fd, crash.leave, crash.leave_len);
	tcsetattr(crash.fd, TCSANOW, &crash.saved);
}

static void on_fatal(int signal_number)
{
	static const char text[] = "\r\navcurate crashed: please report it.\r\n"
				   "To get your decisions back, open the same files again.\r\n";

	term_restore_now();
	(void)!write(STDERR_FILENO, text, sizeof(text) - 1);
	/* SA_RESETHAND: the default action then ends us with the real signal. */
	raise(signal_number);
}

/* Append a capability without its padding ($<…>). */
static void add_leave(const char *name)
{
	const char *s = tigetstr(name);

	if (!s || s == (char *)-1)
		return;
	while (*s && crash.leave_len < sizeof(crash.leave)) {
		if (s[0] == '$' && s[1] == '<' && strchr(s, '>'))
			s = strchr(s, '>') + 1;
		else
			crash.leave[crash.leave_len++] = *s++;
	}
}

static void arm(void)
{
	struct sigaction act = { .sa_handler = on_fatal, .sa_flags = (int)SA_RESETHAND };
	size_t i;

	crash.leave_len = 0;
	add_leave("sgr0");
	add_leave("rmkx");
	add_leave("cnorm");
	add_leave("rmcup");
	crash.armed = 1;
	sigemptyset(&act.sa_mask);
	for (i = 0; i < AV_ARRAY_LEN(fatal_signals); i++)
		sigaction(fatal_signals[i], &act, NULL);
}

/* True for a UTF-8 locale; a width for a wide character shows that its tables are installed. */
static bool locale_is_utf8(void)
{
	const char *codeset = nl_langinfo(CODESET);

	return strcmp(codeset, "UTF-8") == 0 || strcmp(codeset, "utf8") == 0;
}

int term_init(struct term *t, bool ascii, struct diag *d)
{
	const char *name = getenv("TERM");
	FILE *in = stdin;
	enum terminfo_fitness fitness;
	SCREEN *screen;

	*t = (struct term){ .key_fd = STDIN_FILENO };
	if (!isatty(STDOUT_FILENO))
		return diag_set(d, "standard output is not a terminal: use `avcurate list`");
	fitness = terminfo_check();
	if (fitness != TERMINFO_FIT)
		return diag_set(d,
				"the terminal type %s %s; set TERM (xterm, linux, vt100), or use "
				"`avcurate list`",
				name && *name ? name : "(TERM is not set)",
				fitness == TERMINFO_UNFIT ? "cannot place the cursor"
							  : "is unknown on this host");
	if (!isatty(STDIN_FILENO)) {
		t->tty = fopen("/dev/tty", "re");
		if (!t->tty)
			return diag_set(d, "no keyboard: cannot open /dev/tty: %s",
					strerror(errno));
		in = t->tty;
		t->key_fd = fileno(t->tty);
	}
	crash.fd = STDOUT_FILENO;
	tcgetattr(STDOUT_FILENO, &crash.saved);
	screen = newterm(NULL, stdout, in);
	if (!screen) {
		if (t->tty)
			fclose(t->tty);
		t->tty = NULL;
		return diag_set(d, "ncurses cannot draw on the terminal type %s", name ? name : "");
	}
	t->screen = (struct screen *)screen;
	set_term(screen);
	/* newterm installs its own handlers, but our loop receives these signals itself. */
	signal(SIGTSTP, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGWINCH, SIG_DFL);
	signal(SIGPIPE, SIG_IGN);
	arm();
	cbreak();
	noecho();
	nonl();
	set_escdelay(25);
	t->color = has_colors();
	if (t->color) {
		start_color();
		use_default_colors();
	}
	curs_set(0);
	t->input = newpad(1, 1);
	keypad(t->input, TRUE);
	nodelay(t->input, TRUE);
	t->utf8 = !ascii && locale_is_utf8();
	getmaxyx(stdscr, t->rows, t->cols);
	return 0;
}

void term_release(struct term *t)
{
	size_t i;

	if (!t->screen)
		return;
	term_mouse(t, false);
	delwin(t->input);
	curs_set(1);
	endwin();
	/* Restore again at once: endwin waits for the output to drain, and the wait can be cut
	 * short. */
	tcsetattr(crash.fd, TCSANOW, &crash.saved);
	/* Do not call delscreen: it would leak the memory that libpanel attaches to the screen. */
	crash.armed = 0;
	for (i = 0; i < AV_ARRAY_LEN(fatal_signals); i++)
		signal(fatal_signals[i], SIG_DFL);
	if (t->tty)
		fclose(t->tty);
	*t = (struct term){ 0 };
}

static const struct {
	wint_t curses;
	key_code key;
} special[] = {
	{ KEY_UP, KEYCODE_UP },
	{ KEY_DOWN, KEYCODE_DOWN },
	{ KEY_LEFT, KEYCODE_LEFT },
	{ KEY_RIGHT, KEYCODE_RIGHT },
	{ KEY_PPAGE, KEYCODE_PAGE_UP },
	{ KEY_NPAGE, KEYCODE_PAGE_DOWN },
	{ KEY_HOME, KEYCODE_HOME },
	{ KEY_END, KEYCODE_END },
	{ KEY_IC, KEYCODE_INSERT },
	{ KEY_DC, KEYCODE_DELETE },
	{ KEY_BTAB, KEYCODE_BACK_TAB },
	{ KEY_ENTER, KEYCODE_ENTER },
	{ KEY_BACKSPACE, KEYCODE_BACKSPACE },
	{ KEY_A1, KEYCODE_HOME },
	{ KEY_C1, KEYCODE_END },
	{ KEY_A3, KEYCODE_PAGE_UP },
	{ KEY_C3, KEYCODE_PAGE_DOWN },
};

static key_code take_mouse(struct term_mouse *mouse)
{
	MEVENT event;

	*mouse = (struct term_mouse){ 0 };
	if (getmouse(&event) != OK)
		return KEYCODE_MOUSE;
	mouse->row = event.y;
	mouse->col = event.x;
	if (event.bstate & BUTTON4_PRESSED)
		mouse->what = MOUSE_WHEEL_UP;
	else if (event.bstate & BUTTON5_PRESSED)
		mouse->what = MOUSE_WHEEL_DOWN;
	else if (event.bstate & BUTTON1_DOUBLE_CLICKED) /* if ncurses reports it as one event */
		mouse->what = MOUSE_DOUBLE;
	else if (event.bstate & (BUTTON1_PRESSED | BUTTON1_CLICKED))
		mouse->what = MOUSE_CLICK;
	return KEYCODE_MOUSE;
}

key_code term_key(struct term *t, struct term_mouse *mouse)
{
	wint_t c;
	size_t i;
	int rc = wget_wch(t->input, &c);

	if (rc == ERR)
		return KEYCODE_NONE;
	if (rc == KEY_CODE_YES) {
		if (c == KEY_MOUSE)
			return take_mouse(mouse);
		if (c >= KEY_F(1) && c <= KEY_F(24))
			return KEYCODE_F0 + (key_code)(c - KEY_F0);
		for (i = 0; i < AV_ARRAY_LEN(special); i++)
			if (special[i].curses == c)
				return special[i].key;
		return term_key(t, mouse);
	}
	if (c == '\n')
		return KEYCODE_ENTER;
	if (c == '\b')
		return KEYCODE_BACKSPACE;
	if (c == KEYCODE_ESC) {
		/* Alt and a key arrive together; a lone escape is Esc. */
		rc = wget_wch(t->input, &c);
		if (rc == OK && c != KEYCODE_ESC)
			return (key_code)c | KEYCODE_ALT;
		if (rc != ERR)
			unget_wch((wchar_t)c);
		return KEYCODE_ESC;
	}
	return (key_code)c;
}

bool term_is_gone(const struct term *t)
{
	struct pollfd p = { .fd = t->key_fd, .events = POLLIN };

	return poll(&p, 1, 0) > 0 && (p.revents & (POLLHUP | POLLERR | POLLNVAL));
}

bool term_take_size(struct term *t)
{
	struct winsize size;
	int rows = t->rows, cols = t->cols;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0) {
		rows = size.ws_row;
		cols = size.ws_col;
	}
	if (rows == t->rows && cols == t->cols)
		return false;
	resizeterm(rows, cols);
	t->rows = rows;
	t->cols = cols;
	return true;
}

void term_suspend(struct term *t)
{
	sigset_t stop, old;

	def_prog_mode();
	curs_set(1);
	endwin();
	fflush(stdout);
	sigemptyset(&stop);
	sigaddset(&stop, SIGTSTP);
	/* The process stops here. In an orphaned process group the kernel drops the signal. */
	sigprocmask(SIG_UNBLOCK, &stop, &old);
	raise(SIGTSTP);
	sigprocmask(SIG_SETMASK, &old, NULL);
	reset_prog_mode();
	clearok(curscr, TRUE);
	curs_set(0);
	term_take_size(t);
}

void term_mouse(struct term *t, bool on)
{
	(void)t;
	mouseinterval(0);
	mousemask(on ? BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON1_DOUBLE_CLICKED |
				  BUTTON4_PRESSED | BUTTON5_PRESSED
		     : 0,
		  NULL);
}

/* Terminals cut or drop longer texts; xterm's buffer holds 74,994 encoded bytes. */
#define COPY_MAX_BYTES 56244

static void add_base64(struct buf *out, const unsigned char *p, size_t n)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t i;

	for (i = 0; i < n; i += 3) {
		unsigned v = (unsigned)p[i] << 16;

		v |= i + 1 < n ? (unsigned)p[i + 1] << 8 : 0;
		v |= i + 2 < n ? p[i + 2] : 0;
		buf_addc(out, digits[v >> 18]);
		buf_addc(out, digits[v >> 12 & 63]);
		buf_addc(out, i + 1 < n ? digits[v >> 6 & 63] : '=');
		buf_addc(out, i + 2 < n ? digits[v & 63] : '=');
	}
}

int term_copy(struct term *t, const char *bytes, size_t n, struct diag *d)
{
	const char *tmux = getenv("TMUX");
	struct buf out = { 0 };
	int rc = 0;

	(void)t;
	if (n > COPY_MAX_BYTES)
		return diag_set(
			d,
			"too long for the terminal's clipboard: %zu bytes, limit %d; use | to "
			"pipe it to a program",
			n, COPY_MAX_BYTES);
	/* tmux accepts it with set-clipboard on, or passes it on with allow-passthrough. */
	buf_adds(&out, "\033]52;c;");
	add_base64(&out, (const unsigned char *)bytes, n);
	buf_adds(&out, "\a");
	if (tmux && *tmux) {
		buf_adds(&out, "\033Ptmux;\033\033]52;c;");
		add_base64(&out, (const unsigned char *)bytes, n);
		buf_adds(&out, "\a\033\\");
	}
	fflush(stdout);
	if (fwrite(out.data, 1, out.len, stdout) != out.len || fflush(stdout) != 0)
		rc = diag_set(d, "cannot write to the terminal: %s", strerror(errno));
	buf_release(&out);
	return rc;
}
