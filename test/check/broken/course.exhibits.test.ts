/** Servers that lose their way when the caller goes on, cuts in, is silent or is dialled again: each is found out by its own audit alone. */
import { proveExhibits } from "./prove.ts";

proveExhibits("course");
