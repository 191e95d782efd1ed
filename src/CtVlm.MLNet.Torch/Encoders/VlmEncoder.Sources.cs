namespace CtVlm.MLNet.Torch;

/// <content>Where encoders come from.</content>
public sealed partial class VlmEncoder
{
    /// <summary>An encoder whose files are in a folder, as its publisher ships them. Reads the configuration; no weights yet.</summary>
    /// <param name="folder">
    /// A folder with the publisher's files: in the Hugging Face layout config.json, preprocessor_config.json, model.safetensors (or its shards); in the
    /// open_clip layout open_clip_config.json and its weights; and for texts the tokenizer's files.
    /// A folder of the hub's cache (models--ORGANISATION--NAME) is followed to its current snapshot.
    /// </param>
    /// <param name="options">What is changed about the model: input size, adapter. Null: nothing.</param>
    /// <returns>The encoder, named for the folder or for the model on the hub.</returns>
    /// <exception cref="WeightsException">Files are missing or not supported; the message names them.</exception>
    /// <exception cref="ArgumentException">The options ask for an input size that the model's patches do not fill.</exception>
    public static VlmEncoder FromFolder(string folder, VlmEncoderOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new VlmEncoder(new FolderEncoderSource(folder, options ?? new VlmEncoderOptions()));
    }

    /// <summary>A small untrained CLIP with weights from a seed: for trying a pipeline before a model is at hand, and for tests.</summary>
    /// <param name="seed">The seed; the same one gives the same encoder on every machine, up to rounding.</param>
    /// <param name="size">The sizes; null for the defaults.</param>
    /// <returns>The encoder. Its embeddings tell images apart but know nothing of what they show.</returns>
    /// <exception cref="ArgumentException">The sizes do not fit together; every fault is in the message.</exception>
    public static VlmEncoder FromSeed(int seed, ClipEncoderSize? size = null)
    {
        ClipEncoderSize chosen = size ?? new ClipEncoderSize();
        return chosen.FindFaults() is { Count: > 0 } faults
            ? throw new ArgumentException($"Encoder sizes: {string.Join("; ", faults)}.", nameof(size))
            : new VlmEncoder(new SeedEncoderSource(seed, chosen));
    }

    /// <summary>
    /// The small CT encoder that the package CtVlm.MLNet.Phantoms brings: a CLIP of 2.4 million weights, trained on synthetic CT enterography and its reports alone, for trying a
    /// pipeline with a model that has learnt something. It has no clinical meaning; its folder holds a card that says how it was made and what it can do.
    /// </summary>
    /// <returns>The encoder, named ctvlm-demonstration; images of 144 x 144, vectors of 128 values. It expects <see cref="CtRendering.EnterographyRgb"/>.</returns>
    /// <exception cref="WeightsException">Its files are not beside the program: add the package CtVlm.MLNet.Phantoms.</exception>
    public static VlmEncoder Demonstration() => FromFolder(DemonstrationFolder.Find());

    /// <summary>The encoder that a saved model names: at its saved path, below CTVLM_MODELS, below the current folder, or beside the program. Reads the weights once to verify them.</summary>
    /// <exception cref="WeightsException">It is not found, or what is found is another one; the message lists the paths tried.</exception>
    internal static VlmEncoder FromReference(EncoderReference reference) => new(EncoderFinder.Find(reference));
}
