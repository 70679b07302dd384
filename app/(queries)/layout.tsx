/** What stands here asks the dashboard from the browser. */
export { QueryProvider as default } from "@/lib/queries/query-provider";
