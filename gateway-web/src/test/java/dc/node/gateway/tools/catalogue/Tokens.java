package dc.node.gateway.tools.catalogue;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

/** Counts what a model reads. Models differ; this is the encoding of those of OpenAI since 2024. */
final class Tokens {

    private static final Encoding O200K = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    private Tokens() {}

    static int count(String text) {
        return O200K.countTokensOrdinary(text);
    }
}
