import { expect, test } from "vitest";
import { combineObservers } from "./combine-observers.ts";

test("every observer is told, in order", () => {
  const told: string[] = [];
  const observer = combineObservers(
    { onEvent: (call, event) => told.push(`first ${call} ${event.type}`) },
    {},
    { onEvent: (call, event) => told.push(`second ${call} ${event.type}`) },
  );
  observer.onEvent?.("c1", { type: "call-started" });
  expect(told).toEqual(["first c1 call-started", "second c1 call-started"]);
});

test("one that throws keeps nobody from being told, and its error goes on", () => {
  const told: string[] = [];
  const observer = combineObservers(
    {
      onSent: () => {
        throw new Error("first");
      },
    },
    { onSent: (_call, text) => told.push(text) },
    {
      onSent: () => {
        throw new Error("second");
      },
    },
  );
  expect(() => observer.onSent?.("c1", "frame")).toThrow("first");
  expect(told).toEqual(["frame"]);
});

test("what nobody wants to be told is not there", () => {
  const observer = combineObservers({ onEvent: () => {} }, {});
  expect(Object.keys(observer)).toEqual(["onEvent"]);
  expect(combineObservers()).toEqual({});
});
