/** The name under which a mapping lies in the folder of the logs that it is for. */
export const MAPPING_FILE = "lockstep.import.json";
