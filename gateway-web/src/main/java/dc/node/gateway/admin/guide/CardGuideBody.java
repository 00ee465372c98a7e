package dc.node.gateway.admin.guide;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** The body that sets a card guide: Markdown, not all blank, of at most 20,000 characters. */
record CardGuideBody(
        @NotNull(message = MESSAGE) @Pattern(regexp = FORM, message = MESSAGE)
        String markdown) {

    private static final String FORM = "(?=\\s*+\\S)[\\t\\n\\r[^\\p{Cc}\\p{Cs}]]{1,20000}";
    private static final String MESSAGE =
            "markdown must be 1 to 20000 characters, not all blank, without control characters but tabs and line ends.";
}
