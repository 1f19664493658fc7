// SPDX-License-Identifier: GPL-2.0-or-later
/* forkpty(3) and libvterm. Between the harness and the program stands a parent that does what a shell
 * does for its jobs: without one the program's process group is orphaned, and ^Z thrown away. */
#include "config.h"

#include "term.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <vterm.h>

#include "base/clock.h"
#include "base/mem.h"

#define ESC_MS 100 /* programs wait 25 to 50 */

struct report {
	enum { REPORT_PID, REPORT_STOPPED, REPORT_EXITED } what;
	int value;
};

struct term {
	VTerm *vt;
	VTermScreen *screen;
	int rows, columns;
	int master, control; /* control: reports of the parent */
	pid_t parent, pid;
	enum job_state job;
	int status;
	struct termios before;
	bool alternate, cursor_hidden;
	size_t matched; /* of the sequence that shows or hides the cursor */
	int mouse;
	unsigned flips;
};

static void write_all(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, bytes, n);

		if (done < 0 && errno == EAGAIN) {
			struct pollfd p = { .fd = fd, .events = POLLOUT };

			if (poll(&p, 1, 1000) <= 0)
				return;
			continue;
		}
		if (done < 0)
			return;
		bytes += done;
		n -= (size_t)done;
	}
}

static void on_output(const char *bytes, size_t n, void *ctx)
{
	struct term *t = ctx;

	if (t->master >= 0)
		write_all(t->master, bytes, n);
}

static int on_property(VTermProp prop, VTermValue *value, void *ctx)
{
	struct term *t = ctx;

	if (prop == VTERM_PROP_ALTSCREEN) {
		t->flips += t->alternate != !!value->boolean;
		t->alternate = value->boolean;
	} else if (prop == VTERM_PROP_MOUSE) {
		t->mouse = value->number;
	}
	return 1;
}

static const VTermScreenCallbacks callbacks = { .settermprop = on_property };

struct term *term_new(int rows, int columns)
{
	struct term *t = mem_zalloc(1, sizeof(*t));

	t->rows = rows;
	t->columns = columns;
	t->master = t->control = -1;
	t->vt = vterm_new(rows, columns);
	vterm_set_utf8(t->vt, 1);
	vterm_output_set_callback(t->vt, on_output, t);
	t->screen = vterm_obtain_screen(t->vt);
	vterm_screen_enable_altscreen(t->screen, 1);
	vterm_screen_set_callbacks(t->screen, &callbacks, t);
	vterm_screen_reset(t->screen, 1);
	t->flips = 0;
	return t;
}

/* --- the job --- */

static void say(int control, int what, int value)
{
	struct report r = { .value = value };

	memcpy(&r.what, &what, sizeof(r.what));
	write_all(control, (const char *)&r, sizeof(r));
}

static void run_program(char *const argv[])
{
	static const int signals[] = { SIGINT,  SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU,
				       SIGCHLD, SIGPIPE, SIGTERM, SIGHUP };
	size_t i;

	/* The terminal first: without it, SIGTTOU would stop whoever asks for it. */
	setpgid(0, 0);
	tcsetpgrp(STDIN_FILENO, getpid());
	for (i = 0; i < AV_ARRAY_LEN(signals); i++)
		signal(signals[i], SIG_DFL);
	execvp(argv[0], argv);
	dprintf(STDERR_FILENO, "%s: %s\r\n", argv[0], strerror(errno));
	_exit(127);
}

/* What a shell does: run it, tell when it stops, bring it back when asked, tell how it ended. */
static AV_NORETURN void be_parent(int control, char *const argv[])
{
	pid_t pid;
	int status;
	char c;

	signal(SIGTTOU, SIG_IGN); /* we call tcsetpgrp from the background */
	signal(SIGTSTP, SIG_IGN);
	signal(SIGINT, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
	if (read(control, &c, 1) != 1) /* until it is known how the terminal was before */
		_exit(127);
	pid = fork();
	if (pid < 0)
		_exit(127);
	if (pid == 0) {
		close(control);
		run_program(argv);
	}
	setpgid(pid, pid);
	tcsetpgrp(STDIN_FILENO, pid);
	say(control, REPORT_PID, (int)pid);
	while (waitpid(pid, &status, WUNTRACED) == pid) {
		if (!WIFSTOPPED(status)) {
			say(control, REPORT_EXITED,
			    WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
			break;
		}
		tcsetpgrp(STDIN_FILENO, getpid());
		say(control, REPORT_STOPPED, 0);
		if (read(control, &c, 1) != 1)
			break;
		tcsetpgrp(STDIN_FILENO, pid);
		kill(-pid, SIGCONT);
	}
	/* Hold the terminal open, so that all that was written can be read. */
	while (read(control, &c, 1) == 1)
		;
	_exit(0);
}

static void end_job(struct term *t)
{
	if (t->job == JOB_RUNNING || t->job == JOB_STOPPED) {
		kill(-t->pid, SIGKILL);
		kill(t->pid, SIGCONT);
	}
	if (t->control >= 0)
		close(t->control);
	if (t->parent > 0) {
		kill(t->parent, SIGKILL);
		waitpid(t->parent, NULL, 0);
	}
	if (t->master >= 0)
		close(t->master);
	t->control = t->master = -1;
	t->parent = t->pid = 0;
	t->job = JOB_NONE;
}

void term_free(struct term *t)
{
	if (!t)
		return;
	end_job(t);
	vterm_free(t->vt);
	free(t);
}

int term_run(struct term *t, char *const argv[])
{
	struct winsize size = { .ws_row = (unsigned short)t->rows,
				.ws_col = (unsigned short)t->columns };
	int control[2];

	end_job(t);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, control) != 0)
		return -1;
	t->parent = forkpty(&t->master, NULL, NULL, &size);
	if (t->parent == 0) {
		close(control[0]);
		be_parent(control[1], argv);
	}
	close(control[1]);
	if (t->parent < 0) {
		close(control[0]);
		t->master = -1;
		return -1;
	}
	t->control = control[0];
	fcntl(t->master, F_SETFL, O_NONBLOCK);
	fcntl(t->master, F_SETFD, FD_CLOEXEC);
	tcgetattr(t->master, &t->before);
	write_all(t->control, "g", 1);
	t->flips = 0;
	t->job = JOB_RUNNING;
	while (t->job == JOB_RUNNING && t->pid == 0 && term_pump(t, 5000))
		;
	return t->pid ? 0 : -1;
}

enum job_state term_job(const struct term *t)
{
	return t->job;
}

int term_exit_status(const struct term *t)
{
	return t->status;
}

pid_t term_pid(const struct term *t)
{
	return t->pid;
}

unsigned term_flips(const struct term *t)
{
	return t->flips;
}

void term_continue(struct term *t)
{
	if (t->job != JOB_STOPPED)
		return;
	t->job = JOB_RUNNING;
	write_all(t->control, "c", 1);
}

/* Whether the cursor is shown: libvterm would restore that with the screen, as no terminal does. */
static void watch_cursor(struct term *t, const char *bytes, size_t n)
{
	static const char set[] = "\033[?25";
	size_t i;

	for (i = 0; i < n; i++) {
		if (t->matched == sizeof(set) - 1) {
			if (bytes[i] == 'h' || bytes[i] == 'l')
				t->cursor_hidden = bytes[i] == 'l';
			t->matched = 0;
		} else if (bytes[i] == set[t->matched]) {
			t->matched++;
		} else {
			t->matched = bytes[i] == set[0];
		}
	}
}

static bool read_screen(struct term *t)
{
	char bytes[16384];
	ssize_t n = read(t->master, bytes, sizeof(bytes));

	if (n <= 0)
		return false;
	vterm_input_write(t->vt, bytes, (size_t)n);
	watch_cursor(t, bytes, (size_t)n);
	return true;
}

static void read_report(struct term *t)
{
	struct report r;

	if (recv(t->control, &r, sizeof(r), MSG_WAITALL) != (ssize_t)sizeof(r)) {
		t->job = JOB_EXITED; /* the parent is gone: should not happen */
		t->status = -1;
		return;
	}
	switch (r.what) {
	case REPORT_PID:
		t->pid = (pid_t)r.value;
		return;
	case REPORT_STOPPED:
	case REPORT_EXITED:
		break;
	}
	while (read_screen(t)) /* what it wrote before */
		;
	t->job = r.what == REPORT_STOPPED ? JOB_STOPPED : JOB_EXITED;
	t->status = r.value;
}

bool term_pump(struct term *t, int ms)
{
	struct pollfd p[2] = { { .fd = t->master, .events = POLLIN },
			       { .fd = t->control, .events = POLLIN } };

	if (t->master < 0 || poll(p, 2, ms) <= 0)
		return false;
	if (p[0].revents & POLLIN)
		read_screen(t);
	if (p[1].revents & POLLIN)
		read_report(t);
	return true;
}

void term_resize(struct term *t, int rows, int columns)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };

	t->rows = rows;
	t->columns = columns;
	vterm_set_size(t->vt, rows, columns);
	if (t->master >= 0)
		ioctl(t->master, TIOCSWINSZ, &size);
}

void term_size(const struct term *t, int *rows, int *columns)
{
	*rows = t->rows;
	*columns = t->columns;
}

/* --- keys --- */

static const struct {
	const char *name;
	VTermKey key;
	const char *text; /* what is sent, where it is no key of libvterm's */
} keys[] = {
	{ "Enter", VTERM_KEY_ENTER, NULL },
	{ "Tab", VTERM_KEY_NONE, "\t" },
	{ "S-Tab", VTERM_KEY_NONE, "\033[Z" },
	{ "Backspace", VTERM_KEY_NONE, "\177" },
	{ "Esc", VTERM_KEY_NONE, "\033" },
	{ "Space", VTERM_KEY_NONE, " " },
	{ "Lt", VTERM_KEY_NONE, "<" },
	{ "Up", VTERM_KEY_UP, NULL },
	{ "Down", VTERM_KEY_DOWN, NULL },
	{ "Left", VTERM_KEY_LEFT, NULL },
	{ "Right", VTERM_KEY_RIGHT, NULL },
	{ "Home", VTERM_KEY_HOME, NULL },
	{ "End", VTERM_KEY_END, NULL },
	{ "PageUp", VTERM_KEY_PAGEUP, NULL },
	{ "PageDown", VTERM_KEY_PAGEDOWN, NULL },
	{ "Delete", VTERM_KEY_DEL, NULL },
	{ "Insert", VTERM_KEY_INS, NULL },
};

/* Escape is told from the beginning of a key's sequence by the pause behind it. */
static void wait_apart(struct term *t)
{
	int64_t end = clock_ms() + ESC_MS;

	while (clock_ms() < end)
		term_pump(t, (int)(end - clock_ms()));
}

static int type_named(struct term *t, const char *name, size_t n)
{
	char control;
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(keys); i++) {
		if (strlen(keys[i].name) != n || strncmp(keys[i].name, name, n) != 0)
			continue;
		if (keys[i].text)
			write_all(t->master, keys[i].text, strlen(keys[i].text));
		else
			vterm_keyboard_key(t->vt, keys[i].key, VTERM_MOD_NONE);
		if (strcmp(keys[i].name, "Esc") == 0)
			wait_apart(t);
		return 0;
	}
	if (n == 3 && strncmp(name, "C-", 2) == 0) {
		control = (char)(name[2] & 0x1f);
		write_all(t->master, &control, 1);
		return 0;
	}
	if (n >= 2 && n <= 3 && name[0] == 'F') {
		int f = (int)strtol(name + 1, NULL, 10);

		if (f >= 1 && f <= 12) {
			vterm_keyboard_key(t->vt, (VTermKey)VTERM_KEY_FUNCTION(f), VTERM_MOD_NONE);
			return 0;
		}
	}
	return -1;
}

void term_send(struct term *t, const char *bytes, size_t n)
{
	if (t->master >= 0)
		write_all(t->master, bytes, n);
}

int term_type(struct term *t, const char *text)
{
	const char *end;

	if (t->master < 0)
		return -1;
	for (; *text; text++) {
		end = *text == '<' ? strchr(text, '>') : NULL;
		if (!end || end == text + 1) {
			write_all(t->master, text, 1);
			continue;
		}
		if (type_named(t, text + 1, (size_t)(end - text) - 1) != 0)
			return -1;
		text = end;
	}
	return 0;
}

/* --- what is on the screen --- */

static void add_utf8(struct buf *out, uint32_t c)
{
	if (c < 0x80) {
		buf_addc(out, (char)c);
	} else if (c < 0x800) {
		buf_addc(out, (char)(0xc0 | c >> 6));
		buf_addc(out, (char)(0x80 | (c & 0x3f)));
	} else if (c < 0x10000) {
		buf_addc(out, (char)(0xe0 | c >> 12));
		buf_addc(out, (char)(0x80 | (c >> 6 & 0x3f)));
		buf_addc(out, (char)(0x80 | (c & 0x3f)));
	} else {
		buf_addc(out, (char)(0xf0 | c >> 18));
		buf_addc(out, (char)(0x80 | (c >> 12 & 0x3f)));
		buf_addc(out, (char)(0x80 | (c >> 6 & 0x3f)));
		buf_addc(out, (char)(0x80 | (c & 0x3f)));
	}
}

static void cell_at(const struct term *t, int row, int column, VTermScreenCell *cell)
{
	memset(cell, 0, sizeof(*cell));
	vterm_screen_get_cell(t->screen, (VTermPos){ .row = row, .col = column }, cell);
}

static void trim(struct buf *out, size_t from)
{
	while (out->len > from && out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
}

void term_row(const struct term *t, int row, struct buf *out)
{
	VTermScreenCell cell;
	size_t from = out->len;
	int column, i;

	for (column = 0; column < t->columns; column++) {
		cell_at(t, row, column, &cell);
		if (cell.chars[0] == UINT32_MAX) /* the second half of a wide one */
			continue;
		if (!cell.chars[0])
			buf_addc(out, ' ');
		for (i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
			add_utf8(out, cell.chars[i]);
	}
	trim(out, from);
}

void term_cursor(const struct term *t, int *row, int *column)
{
	VTermPos pos;

	vterm_state_get_cursorpos(vterm_obtain_state(t->vt), &pos);
	*row = pos.row;
	*column = pos.col;
}

static void add_colour(struct buf *out, const char *name, const VTermColor *c)
{
	if (VTERM_COLOR_IS_DEFAULT_FG(c) || VTERM_COLOR_IS_DEFAULT_BG(c))
		return;
	if (VTERM_COLOR_IS_INDEXED(c))
		buf_addf(out, " %s=%u", name, c->indexed.idx);
	else
		buf_addf(out, " %s=#%02x%02x%02x", name, c->rgb.red, c->rgb.green, c->rgb.blue);
}

void term_look(const struct term *t, int row, int column, struct buf *out)
{
	VTermScreenCell cell;
	struct buf words = { 0 };

	cell_at(t, row, column, &cell);
	buf_adds(&words, cell.attrs.bold ? " bold" : "");
	buf_adds(&words, cell.attrs.underline ? " underline" : "");
	buf_adds(&words, cell.attrs.italic ? " italic" : "");
	buf_adds(&words, cell.attrs.blink ? " blink" : "");
	buf_adds(&words, cell.attrs.reverse ? " reverse" : "");
	add_colour(&words, "fg", &cell.fg);
	add_colour(&words, "bg", &cell.bg);
	buf_adds(out, words.len ? buf_str(&words) + 1 : "");
	buf_release(&words);
}

#define LOOKS_MAX 52

/* The letter of a look; '.' for plain, '?' when there are too many. */
static char letter_of(char *looks[LOOKS_MAX], const char *look)
{
	int i;

	if (!*look)
		return '.';
	for (i = 0; i < LOOKS_MAX; i++) {
		if (!looks[i])
			looks[i] = mem_strdup(look);
		if (strcmp(looks[i], look) == 0)
			return (char)(i < 26 ? 'a' + i : 'A' + i - 26);
	}
	return '?';
}

void term_dump(const struct term *t, struct buf *out)
{
	char *looks[LOOKS_MAX] = { 0 };
	struct buf look = { 0 };
	int row, column, i;

	term_cursor(t, &row, &column);
	buf_addf(out, "size %dx%d, cursor %s row %d column %d\n--- text\n", t->columns, t->rows,
		 t->cursor_hidden ? "hidden" : "at", row + 1, column + 1);
	for (row = 0; row < t->rows; row++) {
		term_row(t, row, out);
		buf_addc(out, '\n');
	}
	buf_adds(out, "--- looks\n");
	for (row = 0; row < t->rows; row++) {
		for (column = 0; column < t->columns; column++) {
			buf_clear(&look);
			term_look(t, row, column, &look);
			buf_addc(out, letter_of(looks, buf_str(&look)));
		}
		buf_addc(out, '\n');
	}
	for (i = 0; i < LOOKS_MAX && looks[i]; i++) {
		buf_addf(out, "%c %s\n", i < 26 ? 'a' + i : 'A' + i - 26, looks[i]);
		free(looks[i]);
	}
	buf_release(&look);
}

const char *term_unrestored(const struct term *t)
{
	struct termios now;

	if (t->alternate)
		return "the alternate screen is still on";
	if (t->cursor_hidden)
		return "the cursor is still hidden";
	if (t->mouse)
		return "the mouse is still taken";
	if (tcgetattr(t->master, &now) != 0)
		return "the terminal's modes cannot be read";
	if ((now.c_lflag ^ t->before.c_lflag) & (ICANON | ECHO | ISIG | IEXTEN))
		return "ECHO, ICANON or ISIG are not as they were";
	if ((now.c_iflag ^ t->before.c_iflag) & (ICRNL | IXON))
		return "ICRNL or IXON are not as they were";
	if ((now.c_oflag ^ t->before.c_oflag) & (OPOST | ONLCR))
		return "OPOST or ONLCR are not as they were";
	return NULL;
}
