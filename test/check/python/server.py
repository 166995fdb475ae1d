"""A voice agent's server in Python, with nothing but the standard library (3.9 or newer).

Written after PROTOCOL.md alone: a proof that the check does not ask for anything that only our own server does.
Listens on a free port of this machine and prints the URL.
"""

import asyncio
import base64
import hashlib
import json
import struct

PREFIX = "/llm-websocket/"
GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
MOST_BYTES = 4 * 1024 * 1024

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
GREETING = "How may I help you?"
ANSWER = ["We are open from nine to five. ", "On Sundays we are closed."]
REMINDER = ["Are you still there?"]

# Calls that were greeted: the platform dials again after a break, and nobody is greeted twice.
greeted = set()


class Hangup(Exception):
    """The connection ends here, with this close code; None when there is nobody left to tell."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Connection:
    def __init__(self, reader, writer):
        self.reader = reader
        self.writer = writer
        self.newest_id = 0
        self.answering = None

    def send_frame(self, opcode, payload):
        if self.writer.is_closing():
            return
        size = len(payload)
        if size < 126:
            head = struct.pack("!BB", 0x80 | opcode, size)
        elif size < 65536:
            head = struct.pack("!BBH", 0x80 | opcode, 126, size)
        else:
            head = struct.pack("!BBQ", 0x80 | opcode, 127, size)
        self.writer.write(head + payload)

    def send(self, **message):
        self.send_frame(TEXT, json.dumps(message).encode())

    def respond(self, response_id, content, complete):
        self.send(
            response_type="response",
            response_id=response_id,
            content=content,
            content_complete=complete,
            end_call=False,
        )

    async def read_frame(self):
        first, second = await self.reader.readexactly(2)
        opcode, is_last = first & 0x0F, bool(first & 0x80)
        size = second & 0x7F
        if first & 0x70 or not second & 0x80:
            raise Hangup(1002)
        if opcode >= CLOSE and (size > 125 or not is_last):
            raise Hangup(1002)
        if size == 126:
            (size,) = struct.unpack("!H", await self.reader.readexactly(2))
        elif size == 127:
            (size,) = struct.unpack("!Q", await self.reader.readexactly(8))
        if size > MOST_BYTES:
            raise Hangup(1009)
        mask = await self.reader.readexactly(4)
        masked = await self.reader.readexactly(size)
        key = (mask * (size // 4 + 1))[:size]
        payload = (int.from_bytes(masked, "big") ^ int.from_bytes(key, "big")).to_bytes(size, "big")
        return opcode, is_last, payload

    async def read_message(self):
        """The next text message; None for a binary one."""
        kind, parts = None, []
        while True:
            opcode, is_last, payload = await self.read_frame()
            if opcode == CLOSE:
                raise Hangup(struct.unpack("!H", payload[:2])[0] if len(payload) >= 2 else 1000)
            if opcode == PING:
                self.send_frame(PONG, payload)
            elif opcode == PONG:
                pass
            elif opcode in (TEXT, BINARY) and kind is None or opcode == 0 and kind is not None:
                kind = opcode or kind
                parts.append(payload)
                if sum(map(len, parts)) > MOST_BYTES:
                    raise Hangup(1009)
                if is_last and kind == BINARY:
                    return None
                if is_last:
                    try:
                        return b"".join(parts).decode()
                    except UnicodeDecodeError:
                        raise Hangup(1007) from None
            else:
                raise Hangup(1002)

    async def tell(self, response_id, parts):
        for index, part in enumerate(parts):
            self.respond(response_id, part, index == len(parts) - 1)
            await self.writer.drain()
            await asyncio.sleep(0.005)

    def take(self, text):
        try:
            message = json.loads(text)
        except (ValueError, RecursionError):
            return
        if not isinstance(message, dict):
            return
        kind = message.get("interaction_type")
        if kind == "ping_pong":
            self.send(response_type="ping_pong", timestamp=message.get("timestamp"))
        elif kind in ("response_required", "reminder_required"):
            response_id = message.get("response_id")
            if type(response_id) is not int or response_id <= self.newest_id:
                return
            # What is being said under an older id would be dropped.
            self.stop()
            self.newest_id = response_id
            parts = REMINDER if kind == "reminder_required" else ANSWER
            self.answering = asyncio.ensure_future(self.tell(response_id, parts))

    def stop(self):
        if self.answering is not None:
            self.answering.cancel()

    async def serve(self, call_id):
        self.send(response_type="config", config={"auto_reconnect": True, "call_details": True})
        self.respond(0, "" if call_id in greeted else GREETING, True)
        greeted.add(call_id)
        while True:
            text = await self.read_message()
            if text is not None:
                self.take(text)
            await self.writer.drain()


async def shake_hands(reader, writer):
    """The call id, or None for whatever is no call."""
    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, target, _version = lines[0].split(" ", 2)
    headers = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    path = target.split("?", 1)[0]
    call_id = path[len(PREFIX) :].strip("/")
    key = headers.get("sec-websocket-key", "")
    if method != "GET" or not path.startswith(PREFIX) or call_id == "" or "/" in call_id:
        return refuse(writer, "404 Not Found")
    if headers.get("upgrade", "").lower() != "websocket" or key == "":
        return refuse(writer, "426 Upgrade Required")
    # Only pages of the web send an origin: the platform is no page.
    if "origin" in headers:
        return refuse(writer, "403 Forbidden")
    accept = base64.b64encode(hashlib.sha1((key + GUID).encode()).digest()).decode()
    writer.write(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Accept: {accept}\r\n\r\n".encode()
    )
    return call_id


def refuse(writer, status):
    writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())


async def handle(reader, writer):
    connection = Connection(reader, writer)
    try:
        call_id = await asyncio.wait_for(shake_hands(reader, writer), 10)
        if call_id is not None:
            await connection.serve(call_id)
    except Hangup as hangup:
        connection.send_frame(CLOSE, struct.pack("!H", hangup.code))
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.TimeoutError, OSError, ValueError):
        pass
    finally:
        connection.stop()
        writer.close()


async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 0, backlog=512)
    port = server.sockets[0].getsockname()[1]
    print(f"ws://127.0.0.1:{port}{PREFIX}", flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
