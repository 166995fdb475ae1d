import { describe, expect, it } from "vitest";
import { findControlMark, findInvisible, findPlaceholder, findRawData, findTag, findUrl } from "./unspeakable.ts";

/** What people say, however odd it looks. */
const innocent: readonly string[] = [
  "That is 5 * 3, or 2*3*4, and 9-5 is 4.",
  "We are open 9-5, and on Fridays 9.30/10.30 - sorry - until noon.",
  "You are caller #1. Press # or * to go on.",
  "1. That is our first offer. 2. There is another one.",
  "It costs $12.50 {more or less}, and/or 10% less with a voucher (see below).",
  "Write to ada at example dot com, or to ada@example.com.",
  "Our site is example.com. It is written in Node.js and ASP.NET.",
  'He said "yes": that is all. \'Fine\', "well"...',
  "Call us at +1 (415) 555-0123, extension 7; the code is A_B.",
  "[laughs] That tool calls for a function. I think <so> do you? 3 < 4 > 2, a <b and c> d.",
  "Grüße aus Zürich\u00a0– bis spåter! 「はい」。 नमस्ते क्\u200dष می\u200cروم \u200fשלום\u200e",
  "Dear [or not so dear] friend, your name is on the list.\r\n\tSee you.",
  "The name is the name: the date, the time and the number of guests.",
];

describe("innocent speech", () => {
  it.each(innocent)("%s is found nothing wrong with", (text) => {
    const found = [findUrl, findRawData, findControlMark, findInvisible, findPlaceholder, findTag].map((find) =>
      find(text),
    );
    expect(found).toEqual(found.map(() => undefined));
  });
});

describe("what no voice can say", () => {
  it.each([
    ["Go to https://example.com/book?table=2 now.", "https://example.com/book?table=2"],
    ["See www.example.com for more.", "www.example.com"],
    ["See example.com/menu for more.", "example.com/menu"],
  ])("%s holds an address", (text, found) => expect(findUrl(text)).toBe(found));

  it("a link of Markdown is markup, and no address again", () => {
    expect(findUrl("See [our menu](https://example.com/menu).")).toBeUndefined();
  });

  it.each([
    '{"name": "book_table", "arguments": {"people": 2}}',
    'Sure. [{ "id":1 }]',
    "<tool_call>book</tool_call>",
    "<function=book_table>",
    "[TOOL_CALLS] book",
    "I will make a function_call for you.",
    "book_table(people=2)",
  ])("%s holds data", (text) => expect(findRawData(text)).toBeDefined());

  it.each([
    "NO_RESPONSE_NEEDED",
    "Hello.<|im_end|>",
    "[INST] Hi",
    "<think>Hm.</think> Hi.",
    "Bye.</s>",
    "<end_of_turn>",
  ])("%s holds a control mark", (text) => expect(findControlMark(text)).toBeDefined());

  it.each([
    ["\u0007Ping", "U+0007"],
    ["Hello\u200b there", "U+200B"],
    ["\ufeffHello", "U+FEFF"],
    ["\u001b[1mHello\u001b[0m", "U+001B"],
  ])("%j holds something invisible", (text, found) => expect(findInvisible(text)).toBe(found));

  it.each([
    "Hello {{name}}!",
    "Hello \u0024{user.name}!",
    "Hello {first_name}!",
    "Hello <%= name %>!",
    "Hello, this is [Your Name] of [Company Name].",
    "Hello [NAME].",
    "You said [object Object].",
  ])("%s holds a place that was not filled in", (text) => expect(findPlaceholder(text)).toBeDefined());

  it.each(["<b>Hello</b>", "One<br/>two", 'See <a href="x">this</a>.', "<p>Hello"])("%s holds a tag", (text) =>
    expect(findTag(text)).toBeDefined(),
  );
});
