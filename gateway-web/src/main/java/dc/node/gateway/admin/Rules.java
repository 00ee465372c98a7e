package dc.node.gateway.admin;

import dc.node.gateway.identity.Agent;

/** The forms that texts of the administrative API must have. */
public final class Rules {

    /** One character of a line that is not all blank; no control, no separator of lines, no half of a surrogate pair. */
    private static final String IN_LINE = "(?=.*[^\\s\\p{Z}])[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]";

    /** One line of 1 to 200 characters, not all blank, without control characters and halves of surrogate pairs. */
    public static final String LINE = IN_LINE + "{1,200}";

    /** The same of 1 to 120 characters. */
    public static final String DISPLAY_NAME = IN_LINE + "{1,120}";

    /** The same of 1 to 500 characters. */
    public static final String REASON = IN_LINE + "{1,500}";

    public static final String TENANT = Agent.TENANT_NAME;
    public static final String TENANT_MESSAGE =
            "tenant must be 1 to 63 characters of a-z, 0-9 and '-', not beginning with '-'.";

    /** A line that can be one part of a path, by which the owner is blocked: some servers refuse these however encoded. */
    public static final String OWNER = "(?!\\.+$)(?!.*[/\\\\])" + LINE;

    public static final String OWNER_MESSAGE =
            "owner_user_id must be one line of 1 to 200 characters, without slashes and"
                    + " backslashes, and not of dots only.";
    public static final String EMAIL_MESSAGE = "owner_email must be an e-mail address.";
    public static final String DISPLAY_NAME_MESSAGE =
            "display_name must be 1 to 120 characters, not all blank, without control characters.";

    public static final String REASON_MESSAGE = "reason must be one line of 1 to 500 characters, not all blank.";

    public static final String TOOL_MESSAGE = "tool must be one line of 1 to 200 characters.";

    private Rules() {}
}
