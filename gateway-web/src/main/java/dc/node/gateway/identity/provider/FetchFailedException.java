package dc.node.gateway.identity.provider;

/** A provider's document could not be had. The message is a sentence for operators, without anything of the document. */
public final class FetchFailedException extends Exception {

    FetchFailedException(String sentence) {
        super(sentence);
    }

    FetchFailedException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
