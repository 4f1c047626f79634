declare const brand: unique symbol;

/** A `Base` that cannot be mixed up with another `Base`: only a constructor beside the type makes one. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
