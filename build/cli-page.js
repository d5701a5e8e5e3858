// Prints docs/cli.md, generated from the definitions of the program: node build/cli-page.js >docs/cli.md (npm run docs).
import { DETAILS } from '../dist/src/cli/details.js';
import { ENVIRONMENT, EXIT_MEANINGS } from '../dist/src/cli/help-notes.js';
import { ERROR_CODES } from '../dist/src/common/error-codes.js';
import { createProgram } from '../dist/src/program.js';

const program = createProgram({ stdout: null, stderr: null, env: {} }, () => {});

process.stdout.write(
  `# zswap-bench(1)

The manual: the \`--help\` of all commands on one page, generated from the definitions of the program.
[results.md](results.md) describes the documents that \`--json\` prints.

${describe(program, [])}
## Exit codes

| code | meaning |
|---|---|
${EXIT_MEANINGS.map(({ name, meaning }) => `| ${name} | ${meaning} |`).join('\n')}

## Error codes

An error message on stderr starts with its code, as in \`zswap-bench: [ZB_USAGE] --tasks: expected a whole number from
1 to 512; found '0'; see zswap-bench run --help\`. Codes and exit codes are stable; texts are not.

| code | exit code | about |
|---|---|---|
${Object.entries(ERROR_CODES)
  .map(([code, { exitCode, meaning }]) => `| \`${code}\` | ${exitCode} | ${escaped(meaning)} |`)
  .join('\n')}

## Environment

| variable | meaning |
|---|---|
${ENVIRONMENT.map(({ name, meaning }) => `| \`${name.replace(', ', '`, `')}\` | ${meaning} |`).join('\n')}

## Files

| file | meaning |
|---|---|
| \`bench-results/NAME.json\` | result of \`run --save NAME\`, in the current folder |
`,
);

/** Describes a command, then its subcommands. */
function describe(command, path) {
  const helper = command.createHelp();
  const name = ['zswap-bench', ...path].join(' ');
  const details = DETAILS[path.join(' ')] ?? '';
  const parts = [
    path.length === 0 ? '## Synopsis' : `${'#'.repeat(path.length + 1)} ${name}`,
    `    ${name} ${command.usage()}`,
    ...(path.length === 0 ? [] : [`${sentence(command.summary())}.`]),
    ...details.split('\n\n').map(escaped),
    ...argumentsOf(command, helper),
    ...groupsOf(command, helper),
    ...examplesOf(command),
  ].filter((part) => part !== '');
  const children = command.commands.map((child) => describe(child, [...path, child.name()]));
  return [`${parts.join('\n\n')}\n`, ...children].join('\n');
}

function argumentsOf(command, helper) {
  const rows = helper.visibleArguments(command);
  if (rows.length === 0) return [];
  const lines = rows.map(
    (each) => `| \`${each.name()}\` | ${escaped(helper.argumentDescription(each))} |`,
  );
  return [['| argument | |', '|---|---|', ...lines].join('\n')];
}

function groupsOf(command, helper) {
  const groups = new Map();
  for (const option of helper.visibleOptions(command)) {
    const heading = option.helpGroupHeading ?? 'Options:';
    groups.set(heading, [...(groups.get(heading) ?? []), option]);
  }
  return [...groups].map(([heading, options]) => {
    const lines = options.map(
      (each) => `| \`${cell(each.flags)}\` | ${escaped(helper.optionDescription(each))} |`,
    );
    const title = heading.replace(/:$/, '').toLowerCase();
    return [`| ${title} | |`, '|---|---|', ...lines].join('\n');
  });
}

/** Returns the examples of the help text. */
function examplesOf(command) {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text), getOutHasColors: () => false });
  command.outputHelp();
  const at = help.indexOf('\nExamples:\n');
  return at < 0
    ? []
    : [
        help
          .slice(at + '\nExamples:\n'.length, help.indexOf('\nExit codes:\n'))
          .trimEnd()
          .replace(/^ {2}/gm, '    '),
      ];
}

function sentence(text) {
  return escaped(text[0].toUpperCase() + text.slice(1));
}

function cell(text) {
  return text.replaceAll('|', '\\|');
}

function escaped(text) {
  return cell(text).replaceAll('<', '&lt;').replaceAll('*', '\\*').replaceAll('~', '\\~');
}
