/** @type {import("next").NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run check` runs the compiler over the whole tree, tests included; twice would only be slower.
  typescript: { ignoreBuildErrors: true },
};

export default nextConfig;
