#!/usr/bin/env node
/** The program `repartee`. */
import { createCliContext } from "./context.ts";
import { main } from "./main.ts";

// Exits even when the user's agent left timers or connections behind.
process.exit(await main(process.argv.slice(2), createCliContext()));
