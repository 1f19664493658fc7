# SPDX-License-Identifier: GPL-2.0-or-later
"""auditd's end of its af_unix plugin: what is appended to the file "feed" goes to who is connected to the
socket "events". While a file "stop" is there it is not running; a file "end" ends it."""
import os
import socket
import time

deadline = time.monotonic() + 60
sent = 0


def over():
    return os.path.exists("end") or time.monotonic() > deadline


def serve():
    global sent
    if os.path.exists("events"):
        os.unlink("events")
    server = socket.socket(socket.AF_UNIX)
    server.bind("events")
    server.listen(1)
    server.settimeout(0.05)
    client = None
    while not over() and not os.path.exists("stop"):
        if client is None:
            try:
                client, _ = server.accept()
            except socket.timeout:
                continue
        with open("feed", "rb") as feed:
            feed.seek(sent)
            text = feed.read()
        try:
            client.sendall(text)
        except BrokenPipeError:
            client = None
            continue
        sent += len(text)
        time.sleep(0.01)
    if client:
        client.close()
    server.close()
    os.unlink("events")


while not over():
    if os.path.exists("stop"):
        time.sleep(0.01)
    else:
        serve()
