// Shiki unpacks its engine with `Response.bytes`; Node has it from 20.16 on only.
if (!("bytes" in Response.prototype)) {
  Object.defineProperty(Response.prototype, "bytes", {
    /** @this {Response} */
    async value() {
      return new Uint8Array(await this.arrayBuffer());
    },
  });
}
