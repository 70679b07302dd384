import { z } from "zod";

export const purposeMaxLength = 200;

/** What a person writes down of a token; it stays with the dashboard. */
export const purpose = z
  .string()
  .trim()
  .min(1)
  .max(purposeMaxLength, `A purpose has at most ${purposeMaxLength} characters.`)
  .refine((text) => !/\p{Cc}/u.test(text), "A purpose is one line of plain text.")
  // It is stored and shown: a token pasted here by mistake must not be.
  .refine(
    (text) => !/art_v\d+_\w{8}/.test(text),
    "This holds a token. A purpose is shown to everybody here.",
  );
