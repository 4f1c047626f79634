import js from '@eslint/js';
import jsdoc from 'eslint-plugin-jsdoc';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const DECIDING_FOLDERS = ['src/contracts/**', 'src/core/**', 'src/detectors/**'];
const CONFIGS = ['*.js', '*.cjs', '*.config.ts', '.*.cjs'];

const ONE_DOOR = 'Only src/platform speaks to the browser. Ask for what you need through a port.';
const TAKE_THE_CLOCK = 'Take the clock as an argument.';
const TAKE_CHANCE = 'Take the random source as an argument.';

const ALWAYS = [
  {
    selector: 'TSEnumDeclaration',
    message: 'No enum: a union of string literals says the same and costs nothing at run time.',
  },
];
const NO_DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration',
  message: 'No default export: one name for one thing, wherever it is imported.',
};

/** A switched-off rule says why: `// eslint-disable-next-line rule -- because …`. */
const reasonedDisable = {
  meta: { type: 'problem', schema: [], messages: { why: 'Say why after ` -- `, or fix what the rule found.' } },
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        if (/^\s*eslint-disable/.test(comment.value) && !/\s--\s+\S/.test(comment.value))
          context.report({ loc: comment.loc, messageId: 'why' });
      }
    },
  }),
};

export default defineConfig(
  globalIgnores(['dist/', 'dist-firefox/', 'packages/', 'demo/out/', 'training/', 'node_modules/', 'coverage/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    plugins: { 'second-look': { rules: { 'reasoned-disable': reasonedDisable } } },
    rules: { 'second-look/reasoned-disable': 'error' },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: false }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      'no-restricted-syntax': ['error', ...ALWAYS, NO_DEFAULT_EXPORT],
      'max-lines': ['error', { max: 300 }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/platform/**'],
    rules: {
      'no-restricted-globals': ['error', { name: 'chrome', message: ONE_DOOR }, { name: 'browser', message: ONE_DOOR }],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'webextension-polyfill', message: ONE_DOOR }],
          patterns: [{ group: ['webextension-polyfill/*'], message: ONE_DOOR }],
        },
      ],
    },
  },
  { files: ['src/platform/log/**'], rules: { 'no-console': 'off' } },
  {
    files: DECIDING_FOLDERS,
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: TAKE_THE_CLOCK },
        { object: 'performance', property: 'now', message: TAKE_THE_CLOCK },
        { object: 'Math', property: 'random', message: TAKE_CHANCE },
      ],
      'no-restricted-syntax': [
        'error',
        ...ALWAYS,
        NO_DEFAULT_EXPORT,
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: TAKE_THE_CLOCK },
      ],
    },
  },
  {
    files: ['src/contracts/**'],
    plugins: { jsdoc },
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: true,
          require: { FunctionDeclaration: true, ClassDeclaration: true },
          contexts: ['TSInterfaceDeclaration', 'TSTypeAliasDeclaration', 'VariableDeclaration'],
        },
      ],
    },
  },
  { files: ['src/**/*.d.ts', ...CONFIGS], rules: { 'no-restricted-syntax': ['error', ...ALWAYS] } },
  {
    // A test names the pieces it needs inside one `describe`, and a long table is not a long thought.
    files: ['tests/**/*.ts', 'tests/**/*.tsx'],
    rules: { 'max-lines': 'off' },
  },
);
