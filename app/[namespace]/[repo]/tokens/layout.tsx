/** What stands here asks the dashboard from the browser. */
export { Queries as default } from "@/lib/queries/queries";
