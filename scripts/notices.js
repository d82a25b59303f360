// dist/ThirdPartyNotices.txt: what of others is in the bundles, with the licences that go along.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { Problem, repository } = require("./run.js");

/** What is shipped as a file, and so stands in no bundle's list of inputs. */
const fonts = [
  { name: "Inter", licence: "OFL-1.1", text: path.join("media", "fonts", "Inter-LICENSE.txt") },
];

/**
 * @param {readonly { inputs: Record<string, unknown> }[]} metafiles esbuild's, of every bundle
 * @param {string} file
 */
function writeNotices(metafiles, file) {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const libraries = [...new Set(inputs.flatMap(packageFolder))].map(describeLibrary);
  const notices = [...libraries, ...fonts.map(describeFont)].sort();
  fs.writeFileSync(file, ["Lockstep contains work of others.", ...notices].join("\n\n"));
}

/**
 * The folder of the package that an input of a bundle belongs to; none for our own files.
 * @param {string} input relative to the repository
 */
function packageFolder(input) {
  const found = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input);
  return found === null ? [] : [path.resolve(repository, found[0])];
}

/** @param {string} folder */
function describeLibrary(folder) {
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  const { name, version, license } = manifest;
  const file = fs.readdirSync(folder).find((one) => /^(licen[cs]e|copying)/i.test(one));
  if (file === undefined) throw new Problem(`${name} ${version} has no licence to ship with it.`);
  return describe(`${name} ${version} (${license})`, path.join(folder, file));
}

/** @param {(typeof fonts)[number]} font */
function describeFont({ name, licence, text }) {
  return describe(`${name} (${licence})`, path.join(repository, text));
}

/**
 * @param {string} title
 * @param {string} licenceFile
 */
function describe(title, licenceFile) {
  const text = fs.readFileSync(licenceFile, "utf8").replace(/\r\n/g, "\n").trim();
  return `${title}\n${"=".repeat(title.length)}\n${text}`;
}

module.exports = { writeNotices };
