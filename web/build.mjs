// Bundles the pages' scripts and styles into the Python package: node build.mjs
import { build } from "esbuild";
import { copyFile, mkdir, readdir, rm } from "node:fs/promises";

const OUT = "../src/foedus/interfaces/web/static";
const pages = (await readdir("src/pages")).filter((name) => name.endsWith(".ts")).map((name) => `src/pages/${name}`);

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
await build({
  entryPoints: ["src/common.ts", ...pages],
  entryNames: "[name]",
  outdir: OUT,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "linked",
  logLevel: "warning",
});
await build({ entryPoints: ["styles/app.css"], outdir: OUT, bundle: true, minify: true, logLevel: "warning" });
// Natural Earth's land and countries, in the public domain.
await copyFile("images/icon.svg", `${OUT}/icon.svg`);
await copyFile("node_modules/world-atlas/countries-50m.json", `${OUT}/countries.json`);
