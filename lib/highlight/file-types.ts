import "server-only";

/** How files of a language are recognised, in lower case, several of a kind separated by spaces. */
interface FileType {
  /** After a dot, without it; an ending of two parts goes before one of one. */
  endings?: string;
  /** Whole file names. */
  names?: string;
  /** Interpreters named after `#!`, without the digits at their end. */
  programs?: string;
  /** What GitHub's Linguist, Vim and Emacs call it, where Shiki does not, with dashes for spaces. */
  aliases?: string;
}

/**
 * By Shiki's id. After the tables of GitHub's Linguist; a language without a grammar of its own is with the one that reads it
 * best. Each ending, name and program stands once: where several languages claim one, it is with the usual one, and
 * `shared-endings.ts` knows the others.
 */
export const fileTypes: Readonly<Record<string, FileType>> = {
  text: {
    endings:
      "avdl bst crc32 eml eps epsi gitignore inc ldif md2 md4 md5 pfa ps sfv sha1 sha2 sha224 sha256 sha256sum sha3 sha384 sha512 sln smali srt text txt xq xql xqm xquery xqy",
    names:
      ".ackrc .agignore .atomignore .babelignore .browserslistrc .bzrignore .ckignore .coffeelintignore .cvsignore .dockerignore .easignore .eleventyignore .eslint-ignore .eslintignore .git-blame-ignore-revs .gitattributes .gitignore .gitkeep .hgignore .ignore .mailmap .markdownlintignore .node-version .nodemonignore .npmignore .nvmrc .prettierignore .python-version .rgignore .rspec .ruby-version .stylelintignore .tool-versions .vercelignore .vscodeignore .yardopts ackrc authors browserslist caddyfile changelog checksums.txt citation citations cksums copying copying.regex copyright.regex dev-requirements.txt fontlog gemfile.lock gitignore-global gitignore_global go.mod go.sum go.work go.work.sum hosts hosts.txt install.mysql kconfig licence license license.mysql md5sum.txt md5sums mocha.opts news notice package.mask package.use.mask package.use.stable.mask read.me readme readme.1st readme.me readme.mysql readme.nss readme.pc requirements-dev.txt requirements.lock.txt requirements.txt robots.txt sha1sums sha256sums sha256sums.txt sha512sums use.mask use.stable.mask version",
    programs: "sed",
    aliases:
      "ackrc avro-idl bibtex-style browserslist checksum checksums e-mail email eml fundamental gemfile.lock git-attributes git-blame-ignore-revs git-ignore git-revision-list gitattributes gitignore go-checksums go-mod go-module go-sum go-work go-work-sum go-workspace go.mod go.sum go.work go.work.sum groff hash hashes help hosts hosts-file ignore ignore-list linux-kernel-module mail man manpage mbox mdoc microsoft-visual-studio-solution nroff option-list opts pip-requirements plain-text postscr postscript public-key rich-text-format robots robots-exclusion-rules robots-txt robotx.txt roff roff-manpage sfv simple-file-verification smali subrip-text sum sums text troff vim-help-file vimhelp xquery",
  },
  abap: { endings: "abap" },
  "actionscript-3": { endings: "as", aliases: "actionscript3" },
  ada: { endings: "ada adb ads", aliases: "ada2005 ada95" },
  ahk: { endings: "ah1 ahk ahkl" },
  ahk2: { endings: "ah2 ahk2" },
  "angular-html": { endings: "component.html" },
  "angular-ts": { endings: "component.ts" },
  apache: {
    endings: "apacheconf vhost",
    names: ".htaccess apache2.conf httpd.conf",
    aliases: "aconf apacheconf",
  },
  apex: { endings: "apex cls trigger" },
  apl: { endings: "apl dyalog", programs: "apl aplx dyalog" },
  applescript: { endings: "applescript scpt", programs: "osascript", aliases: "apples osascript" },
  ara: { endings: "ara" },
  asciidoc: { endings: "adoc asc asciidoc" },
  asm: {
    endings: "a51 agc asm nas nasm s x68",
    aliases: "apollo-guidance-computer gas gnu-asm m68k motorola-68k-assembly nasm unix-asm unix-assembly",
  },
  astro: { endings: "astro" },
  awk: { endings: "auk awk gawk mawk nawk", programs: "awk gawk mawk nawk" },
  ballerina: { endings: "bal" },
  bat: { endings: "bat cmd", names: "gradlew.bat mvnw.cmd", aliases: "batchfile dosbatch winbatch" },
  beancount: { endings: "bean beancount" },
  berry: { endings: "be" },
  bibtex: { endings: "bib bibtex" },
  bicep: { endings: "bicep bicepparam" },
  bird2: { endings: "bird", names: "bird.conf", aliases: "bird3" },
  blade: { endings: "blade blade.php" },
  bsl: { endings: "bsl os", aliases: "1c-enterprise" },
  c: {
    endings: "c cats h h.in hc idc ispc opencl rsh upc xbm xpm xs",
    programs: "tcc",
    aliases: "c-ts holyc ispc nesc opencl renderscript unified-parallel-c x-bitmap x-pixmap xbm xpm xs",
  },
  c3: { endings: "c3" },
  cadence: { endings: "cdc" },
  cairo: { endings: "cairo", aliases: "cairo-zero" },
  chapel: { endings: "chpl" },
  clarity: { endings: "clar" },
  clojure: {
    endings: "bb boot cl2 clj cljc cljs cljs.hl cljscm cljx edn hic",
    names: "riemann.config",
    programs: "bb",
    aliases: "edn",
  },
  cmake: { endings: "cmake cmake.in", names: "cmakecache.txt cmakelists.txt" },
  cobol: { endings: "cbl ccp cob cobol cpy" },
  codeowners: { names: "codeowners" },
  codeql: { endings: "ql qll" },
  coffee: {
    endings: "_coffee cjsx coffee coffee.erb iced",
    names: "cakefile",
    programs: "coffee",
    aliases: "coffee-script",
  },
  "common-lisp": { endings: "asd cl lisp lsp ny podsl sexp", programs: "ccl clisp ecl lisp sbcl" },
  coq: { endings: "coq", aliases: "rocq-prover" },
  cpp: {
    endings: "c++ cc cpp cppm cu cuh cxx h++ hh hip hpp hxx inl ino ipp ixx metal mq4 mq5 mqh tcc tpp",
    aliases: "c++-ts cuda hip metal mql4 mql5",
  },
  crystal: { endings: "cr", programs: "crystal" },
  csharp: { endings: "cake cs cs.pp csx linq", aliases: "cake cakescript csharp-ts" },
  css: { endings: "css" },
  csv: { endings: "csv" },
  cue: { endings: "cue" },
  cypher: { endings: "cyp cypher" },
  d: { endings: "d di", aliases: "dlang" },
  dart: { endings: "dart", programs: "dart" },
  dax: { endings: "dax" },
  desktop: { endings: "desktop desktop.in" },
  diff: { endings: "darcspatch diff dpatch patch", aliases: "darcs-patch dpatch udiff" },
  docker: {
    endings: "containerfile dockerfile",
    names: "containerfile dockerfile",
    aliases: "containerfile",
  },
  dotenv: {
    endings: "env",
    names:
      ".env .env.ci .env.dev .env.development .env.development.local .env.example .env.local .env.prod .env.production .env.sample .env.staging .env.template .env.test .env.testing",
  },
  "dream-maker": { endings: "dm dmf dmm", aliases: "byond dm" },
  edge: { endings: "edge" },
  elixir: { endings: "ex exs", names: "mix.lock", programs: "elixir" },
  elm: { endings: "elm" },
  "emacs-lisp": {
    endings: "el emacs emacs.desktop",
    names:
      ".abbrev_defs .emacs .emacs.desktop .gnus .spacemacs .viper _emacs abbrev_defs cask eask project.ede",
    programs: "emacs",
    aliases: "cask eask emacs lisp-interaction",
  },
  erb: {
    endings: "ecr erb erb.deface html.erb rhtml",
    aliases: "ecr eruby html+ecr html+erb html+ruby rhtml",
  },
  erlang: {
    endings: "app.src erl escript hrl xrl yrl",
    names: "emakefile rebar.config rebar.config.lock rebar.lock",
    programs: "escript",
  },
  fennel: { endings: "fnl", programs: "fennel" },
  fish: { endings: "fish", programs: "fish" },
  fluent: { endings: "ftl" },
  "fortran-fixed-form": { endings: "f f77 for fpp", aliases: "fortran" },
  "fortran-free-form": { endings: "f03 f08 f18 f90 f95" },
  fsharp: { endings: "fs fsi fsx" },
  gdresource: { endings: "gdnlib gdns tres tscn", names: "project.godot", aliases: "godot-resource" },
  gdscript: { endings: "gd" },
  gdshader: { endings: "gdshader gdshaderinc" },
  gherkin: { endings: "feature story", aliases: "cucumber" },
  "git-commit": { names: ".gitmessage commit_editmsg", aliases: "commit gitcommit" },
  "git-rebase": { names: "git-rebase-todo", aliases: "gitrebase" },
  gleam: { endings: "gleam" },
  "glimmer-js": { endings: "gjs" },
  "glimmer-ts": { endings: "gts" },
  glsl: {
    endings:
      "frag frg fsh fshader geo geom glsl glslf glslv gshader rchit rmiss tesc tese vert vrx vs vsh vshader",
  },
  gn: { endings: "gn gni", names: ".gn", programs: "gn" },
  gnuplot: { endings: "gnu gnuplot gp gpi plot plt", programs: "gnuplot" },
  go: { endings: "gno go", aliases: "gno gnolang golang" },
  graphql: { endings: "gql graphql graphqls" },
  groovy: {
    endings: "gradle groovy grt gtpl gvy",
    names: "jenkinsfile",
    programs: "groovy",
    aliases: "gradle",
  },
  hack: { endings: "hack hhi" },
  haml: { endings: "haml haml.deface" },
  handlebars: { endings: "handlebars hbs mustache", aliases: "htmlbars mustache" },
  haskell: {
    endings: "chs hs hs-boot hsc idr lhs lidr",
    programs: "cabal runghc runhaskell runhugs stack",
    aliases: "c2hs c2hs-haskell idris lhaskell lhs literate-haskell",
  },
  haxe: { endings: "hx hxsl" },
  hcl: { endings: "hcl nomad workflow", aliases: "hashicorp-configuration-language opentofu" },
  hjson: { endings: "hjson" },
  hlsl: { endings: "cginc fx fxh hlsl hlsli slang", aliases: "slang" },
  html: {
    endings:
      "antlers.html antlers.php antlers.xml asax ascx ashx asmx asp aspx axd cfm cfml ect eex ejs ejs.t ftlh gohtml gotmpl gsp heex hta htm html html.eex html.heex html.hl jsp jst leex tmpl tpl xht xhtml",
    aliases:
      "antlers asp asp.net aspx aspx-vb cfm cfml classic-asp coldfusion coldfusion-html ecmarkdown ecmarkup eex ejs freemarker go-template gotmpl groovy-server-pages gsp heex html+eex java-server-page java-server-pages jsp leex mhtml web xhtml",
  },
  http: { endings: "http" },
  hurl: { endings: "hurl" },
  hxml: { endings: "hxml" },
  hy: { endings: "hy", programs: "hy", aliases: "hylang" },
  imba: { endings: "imba" },
  ini: {
    endings: "cfg cnf conf cylc dof editorconfig gitconfig ini lektorproject prefs properties url",
    names:
      ".buckconfig .coveragerc .editorconfig .flake8 .gitconfig .gitmodules .gitreview .hgrc .inputrc .npmrc .pylintrc .tgitconfig .tm_properties .wgetrc buildozer.spec config.worktree inputrc pylintrc setup.cfg suite.rc vlcrc",
    aliases:
      "conf conf-unix cylc dosini editor-config editorconfig git-config gitconfig gitmodules inputrc java-properties npm-config npmrc readline readline-config textmate-properties tm-properties wget-config wgetrc",
  },
  java: { endings: "jav java jsh pde", aliases: "processing" },
  javascript: {
    endings:
      "_js bones cjs es es6 gs jake javascript js js.erb jsb jscad jsfl jslib jsm jspre jss mjs njs pac sjs snap ssjs xsjs xsjslib",
    names: "jakefile",
    programs: "chakra gjs js node nodejs qjs rhino v8-shell",
    aliases: "javascript+erb jest-snapshot js2 node",
  },
  jinja: { endings: "j2 jinja jinja2 njk", aliases: "django html+django html+jinja htmldjango njk nunjucks" },
  jison: { endings: "jison jisonlex", aliases: "jison-lex" },
  json: {
    endings:
      "4dform 4dproject avsc epj geojson gltf har ipynb json json-tmlanguage json.example jsonld map maxhelp maxpat maxproj mcmeta mxt sarif slnlaunch tfstate tfstate.backup topojson webapp webmanifest yyp",
    names:
      ".all-contributorsrc .arcconfig .auto-changelog .c8rc .htmlhintrc .imgbotconfig .nycrc .secrets.baseline .tern-config .tern-project .watchmanconfig composer.lock deno.lock flake.lock mcmod.info module.bazel.lock npm-shrinkwrap.json package-lock.json package.resolved pipfile.lock",
    aliases:
      "ecere-projects geojson ipython-notebook jsonld jupyter-notebook max max/msp maxmsp oasv2-json oasv3-json sarif topojson",
  },
  json5: { endings: "json5" },
  jsonc: {
    endings:
      "code-snippets code-workspace hujson jsonc sublime-build sublime-color-scheme sublime-commands sublime-completions sublime-keymap sublime-macro sublime-menu sublime-mousemap sublime-project sublime-settings sublime-theme sublime-workspace sublime_metrics sublime_session",
    names:
      ".babelrc .devcontainer.json .eslintrc .eslintrc.json .jscsrc .jshintrc .jslintrc .oxlintrc.json .swcrc api-extractor.json bun.lock devcontainer.json jsconfig.json language-configuration.json tsconfig.json tslint.json",
  },
  jsonl: { endings: "jsonl ndjson" },
  jsonnet: { endings: "jsonnet libsonnet" },
  jssm: { endings: "fsl jssm" },
  jsx: { endings: "jsx", aliases: "javascriptreact rjsx" },
  julia: { endings: "jl", programs: "julia", aliases: "julia-repl" },
  just: { endings: "just", names: ".justfile justfile", programs: "just" },
  kdl: { endings: "kdl" },
  kotlin: { endings: "gradle.kts kt ktm kts", programs: "kotlin", aliases: "gradle-kotlin-dsl" },
  kusto: { endings: "csl kql" },
  latex: { endings: "aux dtx ins latex ltx rnw sty tex toc", aliases: "sweave" },
  lean: { endings: "hlean lean" },
  less: { endings: "less", aliases: "less-css" },
  liquid: { endings: "liquid" },
  llvm: { endings: "ll" },
  log: { endings: "irclog log weechatlog", aliases: "irc irc-log irc-logs" },
  logo: { endings: "lgo logo" },
  lua: { endings: "lua nse p8 rbxs rockspec wlua", names: ".luacheckrc", programs: "lua luajit" },
  luau: { endings: "luau", programs: "luau" },
  make: {
    endings: "mak make makefile mk mkfile",
    names:
      "bsdmakefile gnumakefile kbuild makefile makefile.am makefile.boot makefile.frag makefile.in makefile.inc makefile.pc makefile.sco makefile.wat mkfile",
    programs: "make",
    aliases: "automake bsdmake makefile-gmake mf",
  },
  markdown: {
    endings: "coffee.md litcoffee livemd markdown md mdown mdwn mkd mkdn mkdown qmd rmd ronn svx workbook",
    names: "contents.lr",
    aliases: "gfm litcoffee literate-coffeescript mdsvex pandoc rmarkdown",
  },
  marko: { endings: "marko", aliases: "markojs" },
  matlab: { endings: "matlab", aliases: "octave" },
  mdc: { endings: "mdc" },
  mdx: { endings: "mdx" },
  mermaid: { endings: "mermaid mmd", aliases: "mermaid-example" },
  mipsasm: { endings: "mips spim" },
  mojo: { endings: "mojo" },
  moonbit: { endings: "mbt" },
  move: { endings: "move" },
  narrat: { endings: "nar narrat" },
  nextflow: { endings: "nf", names: "nextflow.config", programs: "nextflow" },
  nginx: { endings: "nginx nginxconf", names: "nginx.conf", aliases: "nginx-configuration-file" },
  nim: { endings: "nim nim.cfg nimble nimrod nims", names: "nim.cfg" },
  nix: { endings: "nix", aliases: "nixos" },
  nsis: { endings: "nsh nsi" },
  nushell: { endings: "nu", programs: "nu", aliases: "nu-script nushell-script" },
  "objective-c": { endings: "m", aliases: "obj-c objectivec" },
  "objective-cpp": { endings: "mm", aliases: "obj-c++ objc++ objcpp objectivec++" },
  ocaml: {
    endings: "eliom eliomi ml ml4 mli mll mly",
    programs: "ocaml ocamlrun ocamlscript",
    aliases: "caml tuareg",
  },
  odin: { endings: "odin", aliases: "odin-lang odinlang" },
  openscad: { endings: "scad" },
  org: { endings: "org" },
  pascal: { endings: "dfm dpr lpr pas pascal", programs: "instantfpc", aliases: "delphi objectpascal" },
  perl: {
    endings: "cgi fcgi perl pl plx pm pod psgi t",
    names: ".latexmkrc ack cpanfile latexmkrc makefile.pl rexfile",
    programs: "cperl perl",
    aliases: "cperl pod",
  },
  php: {
    endings: "aw ctp php php3 php4 php5 phps phpt phtml",
    names: ".php .php_cs .php_cs.dist phakefile",
    programs: "php",
    aliases: "html+php inc",
  },
  pkl: { endings: "pkl", programs: "pkl" },
  plsql: { endings: "bdy fnc pck pkb pks plb pls plsql spc tpb tps trg vw" },
  po: { endings: "po pot", aliases: "gettext-catalog" },
  polar: { endings: "polar" },
  postcss: { endings: "pcss postcss" },
  powerquery: { endings: "pq", aliases: "power-query" },
  powershell: { endings: "ps1 psd1 psm1", programs: "powershell pwsh", aliases: "posh" },
  prisma: { endings: "prisma" },
  prolog: { endings: "pro prolog", programs: "swipl yap" },
  proto: { endings: "proto", aliases: "protocol-buffer protocol-buffers" },
  pug: { endings: "jade pug" },
  puppet: { endings: "pp", names: "modulefile" },
  purescript: { endings: "purs" },
  python: {
    endings:
      "bazel bzl eb gyp gypi lmi numpy numpyw numsc pxd pxi py py3 pyde pyi pyp pyt pytb pyw pyx rpy sage sagews scenic smk snakefile star tac wsgi xpy xsh",
    names:
      ".gclient .pythonrc buck build build.bazel deps meson.build meson_options.txt module.bazel sconscript sconstruct snakefile tiltfile workspace workspace.bazel workspace.bzlmod wscript",
    programs: "py pypy python scenic uv",
    aliases:
      "bazel bzl cython easybuild meson numpy py3 pycon pyrex python-console python-traceback python-ts python3 rusthon sage sage-python scenic snakefile snakemake starlark xonsh",
  },
  qml: { endings: "qbs qml" },
  qmldir: { names: "qmldir" },
  qss: { endings: "qss" },
  r: {
    endings: "r rd rhistory rsx",
    names: ".rapp.history .rhistory .rprofile expr-dist",
    programs: "rscript",
    aliases: "rscript splus",
  },
  racket: { endings: "rkt rktd rktl scrbl", programs: "racket" },
  raku: {
    endings: "6pl 6pm nqp p6 p6l p6m pl6 pm6 pod6 raku rakumod",
    programs: "raku rakudo",
    aliases: "perl-6 pod-6",
  },
  razor: { endings: "cshtml razor", aliases: "html+razor" },
  rbs: { endings: "rbs" },
  reg: { endings: "reg", aliases: "windows-registry-entries" },
  regexp: { endings: "regex regexp", aliases: "regular-expression" },
  rel: { endings: "rel" },
  riscv: { endings: "riscv" },
  ron: { endings: "ron" },
  rosmsg: { endings: "action msg srv" },
  rst: { endings: "rest rst" },
  ruby: {
    endings:
      "eye gemspec god jbuilder mspec podspec prawn rabl rake rb rbi rbuild rbw rbx ru ruby thor watchr",
    names:
      ".irbrc .pryrc .simplecov appfile appraisals berksfile brewfile buildfile capfile config.ru dangerfile deliverfile fastfile gemfile guardfile jarfile mavenfile podfile puppetfile rakefile snapfile steepfile thorfile vagrantfile",
    programs: "jruby macruby rake rbx ruby",
    aliases: "enh-ruby jruby macruby rake rbx",
  },
  rust: { endings: "rs rs.in", programs: "cargo rust-script" },
  sas: { endings: "sas" },
  sass: { endings: "sass sss", aliases: "sugarss" },
  scala: { endings: "kojo sbt sc scala", programs: "scala" },
  scheme: {
    endings: "sch scm sld sps ss",
    programs: "bigloo chicken csi gosh guile r6rs scheme",
    aliases: "tree-sitter-query tsq",
  },
  scss: { endings: "scss" },
  sdbl: { endings: "sdbl" },
  shaderlab: { endings: "shader" },
  shellscript: {
    endings:
      "ash bash bats command csh ebuild eclass ksh pacscript sbatch sh sh.in slurm tcsh tmux tool zsh zsh-theme",
    names:
      ".bash_aliases .bash_functions .bash_history .bash_logout .bash_profile .bashrc .cshrc .envrc .flaskenv .kshrc .profile .tmux.conf .xinitrc .xsession .zlogin .zlogout .zprofile .zshenv .zshrc 9fs apkbuild bash_aliases bash_logout bash_profile bashrc configure cshrc gradlew kshrc mvnw pkgbuild profile tmux.conf xinitrc xsession zlogin zlogout zprofile zshenv zshrc",
    programs: "ash bash bats csh dash ksh mksh openrc-run pdksh rc sh tcsh zsh",
    aliases:
      "abuild alpine-abuild apkbuild bash-ts envrc gentoo-ebuild gentoo-eclass openrc openrc-runscript shell-script tcsh",
  },
  shellsession: { endings: "sh-session", aliases: "bash-session" },
  smalltalk: { endings: "st", aliases: "squeak" },
  smithy: { endings: "smithy" },
  solidity: { endings: "sol" },
  soy: { endings: "soy" },
  sparql: { endings: "rq sparql" },
  splunk: { endings: "spl splunk" },
  sql: { endings: "cql db2 ddl hql mysql pgsql prc sql tab udf viw", aliases: "hiveql plpgsql sqlpl tsql" },
  "ssh-config": {
    names: "ssh-config ssh_config sshconfig sshconfig.snip sshd-config sshd_config",
    aliases: "sshconfig sshd-config sshdconfig",
  },
  stata: { endings: "ado do doh ihlp mata matah sthlp" },
  stylus: { endings: "styl" },
  surrealql: { endings: "surql" },
  svelte: { endings: "svelte" },
  swift: { endings: "swift", programs: "swift" },
  "system-verilog": { endings: "sv svh" },
  systemd: { endings: "automount mount netdev network nspawn service slice socket swap timer" },
  talonscript: { endings: "talon" },
  tasl: { endings: "tasl" },
  tcl: { endings: "adp sdc tcl tcl.in tm xdc", programs: "tclsh wish", aliases: "sdc xdc" },
  templ: { endings: "templ" },
  terraform: { endings: "tf tftpl tfvars tofu", aliases: "terraform-template" },
  tex: { endings: "bbx cbx lbx lfd mkii mkiv mkvi mkxl", aliases: "plaintex" },
  toml: {
    endings: "toml toml.example",
    names:
      "cargo.lock cargo.toml.orig gopkg.lock mise.local.lock mise.lock pdm.lock pipfile poetry.lock uv.lock",
  },
  tsv: { endings: "tsv", aliases: "tab-seperated-values" },
  tsx: { endings: "tsx", aliases: "typescriptreact" },
  turtle: { endings: "ttl" },
  twig: { endings: "twig" },
  typescript: { endings: "cts mts ts", programs: "bun deno ts-node tsx", aliases: "typescript-ts" },
  typespec: { endings: "tsp" },
  typst: { endings: "typ" },
  v: { names: "v.mod", aliases: "vlang" },
  vala: { endings: "vala vapi" },
  vb: {
    endings: "bas ctl dsr frm vb vba vbhtml vbs",
    aliases:
      "classic-visual-basic vb-.net vb-6 vb.net vb6 vba vbnet vbscript visual-basic-.net visual-basic-6 visual-basic-6.0 visual-basic-classic visual-basic-for-applications",
  },
  verilog: { endings: "v veo vh" },
  vhdl: { endings: "vhd vhdl vhf vhi vho vhs vht vhw" },
  viml: {
    endings: "vim vimrc vmb",
    names: ".exrc .gvimrc .nvimrc .vimrc _vimrc gvimrc nvimrc vimrc",
    aliases: "nvim",
  },
  vue: { endings: "vue" },
  "vue-vine": { endings: "vine.ts" },
  vyper: { endings: "vy" },
  wasm: { endings: "wast wat", aliases: "wast" },
  wenyan: { endings: "wy 文言" },
  wgsl: { endings: "wgsl" },
  wikitext: { endings: "mediawiki wiki wikitext" },
  wit: { endings: "wit", aliases: "webassembly-interface-type" },
  wolfram: {
    endings: "cdf ma mathematica mt nb nbp wl wls wlt",
    programs: "math mathematica mathematicascript mathkernel wolfram wolframkernel wolframnb wolframscript",
    aliases: "mathematica mma wolfram-lang wolfram-language",
  },
  xml: {
    endings:
      "adml admx ant axaml axml brd builds ccproj ccxml clixml cproject cscfg csdef csproj dae depproj dita ditamap ditaval dll.config dotsettings dtd filters fsproj fxml glade gmx gpx grxml gst hzp icls iml ivy jelly jsproj jspx kml launch lvclass lvlib lvproj mdpolicy meta4 mjml mxml natvis ndproj nproj nuspec odd opml osm owl pkgproj plist proj props ps1xml psc1 pubxml qhelp rbxmx rdf resx rss scxml sfproj shproj slnx srdf storyboard sttheme sublime-snippet svg targets tmcommand tml tmlanguage tmpreferences tmsnippet tmtheme ui urdf vbproj vcxproj vsct vsixmanifest vssettings vstemplate vxml wixproj wsdl wsf wxi wxl wxs xacro xaml xcworkspacedata xib xlf xliff xmi xml xml.dist xmp xpl xproc xproj xsd xsp-config xsp.metadata xspec xul zcml",
    names:
      ".classpath .cproject .project ant.xml app.config build.xml nuget.config packages.config pom.xml settings.stylecop web.config web.debug.config web.release.config",
    aliases:
      "ant-build-system collada eagle labview maven-pom nxml rss svg web-ontology-language wsdl xml-property-list xpages xproc xsd",
  },
  xsl: { endings: "xsl xslt", aliases: "xslt" },
  yaml: {
    endings:
      "cwl ksy mir raml reek rviz sls sublime-syntax syntax yaml yaml-tmlanguage yaml.sed yml yml.mysql",
    names:
      ".clang-format .clang-tidy .clangd .gemrc .prettierrc .releaserc .stylelintrc .yamllint _helpers.tpl citation.cff glide.lock pixi.lock podfile.lock procfile pubspec.lock yarn.lock",
    programs: "cwl-runner",
    aliases:
      "common-workflow-language cwl kaitai-struct ksy miniyaml oasv2 oasv2-yaml oasv3 oasv3-yaml openapi-specification-v2 openapi-specification-v3 procfile raml salt saltstack saltstate unity3d-asset",
  },
  zenscript: { endings: "zs" },
  zig: { endings: "zig zig.zon" },
};
