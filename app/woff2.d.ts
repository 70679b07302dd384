/** The address of a font, as the bundler answers it. */
declare module "*.woff2" {
  const url: string;
  export default url;
}
