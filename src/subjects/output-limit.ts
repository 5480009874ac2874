/** The most that a report keeps of a subject's output, in bytes. */
export const OUTPUT_LIMIT = 64 * 1024
