/** Types and encoding: the platform checks them strictly, and drops what is wrong without a word. */
import type { Audit } from "../audit.ts";
import { characterAudits } from "./types/characters.ts";
import { fieldAudits } from "./types/fields.ts";
import { formAudits } from "./types/form.ts";

export const typesAudits: readonly Audit[] = [...formAudits, ...fieldAudits, ...characterAudits];
