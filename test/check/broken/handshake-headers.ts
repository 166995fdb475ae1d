/** Puts what a handshake was not to hold into the acceptance that the library `ws` writes. */
import type { Duplex } from "node:stream";

/** Passes the acceptance through a function before it leaves. */
export function rewriteAcceptance(socket: Duplex, rewrite: (head: string) => string): void {
  const write = socket.write;
  socket.write = (data: unknown, ...rest: unknown[]): boolean => {
    socket.write = write;
    const isHead = typeof data === "string" && data.startsWith("HTTP/1.1 101");
    return Reflect.apply(write, socket, [isHead ? rewrite(data) : data, ...rest]);
  };
}

/** @param line such as `x-host: here`. */
export function addHeader(socket: Duplex, line: string): void {
  rewriteAcceptance(socket, (head) => head.replace("\r\n", `\r\n${line}\r\n`));
}
