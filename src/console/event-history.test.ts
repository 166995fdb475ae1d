import { describe, expect, test } from "vitest";
import { frameEvent, lineEvent, updateText } from "../../test/support/call-events.ts";
import { EventHistory } from "./event-history.ts";

const roomy = { maxEventsCount: 1_000, maxCharactersCount: 1_000_000 };

function eventsOf(history: EventHistory, after = 0) {
  return history.after(after).map(([, event]) => event);
}

describe("a history", () => {
  test("gives whoever comes back what they missed, and no more", () => {
    const history = new EventHistory(roomy);
    history.add(lineEvent("one"));
    const seen = history.cursor;
    history.add(lineEvent("two"));
    history.add(lineEvent("three"));
    expect(eventsOf(history, seen)).toEqual([lineEvent("two"), lineEvent("three")]);
    expect(eventsOf(history, history.cursor)).toEqual([]);
    expect(history.after(0).map(([number]) => number)).toEqual([0, 1, 2]);
  });

  test("cuts the oldest transcripts first, and keeps every message that it can", () => {
    const text = updateText(50);
    const history = new EventHistory({ ...roomy, maxCharactersCount: text.length * 2 });
    for (let index = 0; index < 4; index += 1) history.add(frameEvent(index, text));
    const lengths = eventsOf(history).map((event) => event.type === "frame-passed" && event.frame.text.length);
    expect(lengths.map((length) => length === text.length)).toEqual([false, false, false, true]);
    expect(history.forgottenCount).toBe(0);
    expect(history.characters).toBe(lengths.reduce((sum: number, length) => sum + Number(length), 0));
  });

  test("then lets the oldest messages go, but nothing else of the timeline", () => {
    const history = new EventHistory({ ...roomy, maxCharactersCount: 25 });
    history.add(lineEvent("the beginning"));
    for (let index = 0; index < 5; index += 1) history.add(frameEvent(index, "0123456789"));
    expect(eventsOf(history)).toEqual([
      lineEvent("the beginning"),
      frameEvent(3, "0123456789"),
      frameEvent(4, "0123456789"),
    ]);
    expect(history.forgottenCount).toBe(3);
    expect(history.characters).toBe(20);
  });

  test("never holds more events than it may, nor counts those that are gone", () => {
    const history = new EventHistory({ ...roomy, maxEventsCount: 10 });
    for (let index = 0; index < 100; index += 1) history.add(frameEvent(index, "text"));
    expect(eventsOf(history)).toHaveLength(10);
    expect(history).toMatchObject({ cursor: 100, forgottenCount: 90, characters: 40 });
  });

  test("survives a message that is longer than everything it may keep", () => {
    const history = new EventHistory({ ...roomy, maxCharactersCount: 10 });
    history.add(frameEvent(0, "x".repeat(11)));
    expect(eventsOf(history)).toEqual([]);
    expect(history).toMatchObject({ cursor: 1, forgottenCount: 1, characters: 0 });
  });
});
