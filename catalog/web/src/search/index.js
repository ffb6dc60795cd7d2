// The search, which pages load when it is asked for.
export { openSearch } from "./page.js";
export { suggest } from "./suggest.js";
export { findDatasets } from "./finding.js";
