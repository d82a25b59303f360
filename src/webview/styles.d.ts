/**
 * Style sheets are imported for their effect: the bundler gathers them in one file beside the
 * script.
 */
declare module "*.css";
