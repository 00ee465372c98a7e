package dc.node.gateway.tools.catalogue;

/** Text that JSON can write but neither Postgres nor UTF-8 can hold: a NUL character and half of a surrogate pair. */
public final class StorableText {

    private StorableText() {}

    /** The same text without what cannot be stored. */
    public static String clean(String text) {
        return isStorable(text)
                ? text
                : text.codePoints()
                        .filter(codePoint -> codePoint != 0 && !isSurrogate(codePoint))
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    static boolean isStorable(String text) {
        return text.codePoints().noneMatch(codePoint -> codePoint == 0 || isSurrogate(codePoint));
    }

    /** Of a pair that is whole, {@link String#codePoints} makes one code point beyond this range. */
    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
