import { expect, test } from "vitest";
import { hostingOf } from "./hosting.ts";

test.each([
  [{ "x-vercel-id": "fra1::abc", server: "Vercel" }, "Vercel"],
  [{ server: "Netlify", "x-nf-request-id": "01" }, "Netlify"],
  [{ "apigw-requestid": "abc=" }, "AWS Lambda"],
  [{ server: "Google Frontend" }, "Google Cloud Run or App Engine"],
])("%j is a sign of a host that ends calls", (headers, name) => {
  expect(hostingOf(headers)?.name).toBe(name);
});

test.each<Record<string, string>>([
  {},
  { server: "nginx", connection: "upgrade" },
  { server: "cloudflare", "cf-ray": "8f-FRA" },
  { server: "awselb/2.0" },
  { via: "1.1 fly.io", "fly-request-id": "01" },
])("%j is none", (headers) => {
  expect(hostingOf(headers)).toBeUndefined();
});
