/** What a run downloaded. */

export { failedDownloads } from "./download-failures";
