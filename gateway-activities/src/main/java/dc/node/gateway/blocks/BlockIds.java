package dc.node.gateway.blocks;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Ids that a repeated attempt of the same operation finds again: UUIDv5 (RFC 9562, 5.5) in the operation id's namespace. */
record BlockIds(UUID operationId) {

    String appendedBlock() {
        return named("block");
    }

    String appendedItem(int index) {
        return named("item:" + index);
    }

    String replacedBlock(int index) {
        return named("block:" + index);
    }

    String replacedItem(int blockIndex, int itemIndex) {
        return named("block:" + blockIndex + "/item:" + itemIndex);
    }

    private String named(String name) {
        return UuidCreator.getNameBasedSha1(operationId, name).toString();
    }
}
