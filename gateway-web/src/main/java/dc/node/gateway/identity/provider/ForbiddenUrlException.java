package dc.node.gateway.identity.provider;

/** An address no provider may have. The message says what is wrong, to follow the name of what holds the address. */
public final class ForbiddenUrlException extends Exception {

    ForbiddenUrlException(String sentence) {
        super(sentence);
    }
}
