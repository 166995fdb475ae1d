/** The command line, for those who document it. */

// Reference
export { renderReferencePage } from "./reference-page.ts";
