/** Finds what tells strangers how a server is built: stack traces, and paths of its files. */

const traces: readonly RegExp[] = [
  // JavaScript: "at handle (/srv/app/server.js:12:34)", with or without the name.
  /\bat (?:[\w$.<>[\] ]{1,100} \()?(?:file:\/\/)?(?:\/|node:|[A-Za-z]:\\)[^\s()]*:\d+:\d+\)?/,
  /Traceback \(most recent call last\)/,
  /File "[^"\n]+\.py", line \d+/,
  // Java, and .NET.
  /\bat [\w$.]+\([\w$]+\.(?:java|kt|scala):\d+\)/,
  /\bat [\w.`<>]{1,200}\([^)\n]{0,200}\) in \S+:line \d+/,
  /goroutine \d+ \[running\]/,
  // Ruby, and PHP.
  /\b[\w./-]{1,200}\.rb:\d+:in [`']/,
  /\.php(?:\(\d+\)| on line \d+)/,
  /thread '[^'\n]+' panicked at/,
];

const paths: readonly RegExp[] = [
  /[/\\]node_modules[/\\]/,
  /[/\\]site-packages[/\\]/,
  /(?<![\w./])\/(?:home|Users|root|srv|opt|app|usr|var|workspace)\/[\w.@/-]{0,200}\.(?:[cm]?[jt]sx?|py|rb|go|php|java|rs|cs|exs?)\b/,
  /\b[A-Za-z]:\\(?:[\w .-]+\\)+[\w.-]+/,
];

/** The first such place with a little of what surrounds it; undefined when there is none. */
export function internalsIn(text: string): string | undefined {
  // As it stands in JSON and in HTML, a trace is escaped.
  const plain = text
    .replace(/\\\\/g, "\\")
    .replace(/\\n/g, "\n")
    .replace(/\\"|&quot;/g, '"')
    .replace(/&nbsp;/g, " ")
    .replace(/&#39;|&#x27;/g, "'")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">");
  for (const pattern of [...traces, ...paths]) {
    const index = pattern.exec(plain)?.index;
    if (index !== undefined) return plain.slice(Math.max(0, index - 80), index + 200).trim();
  }
  return undefined;
}
