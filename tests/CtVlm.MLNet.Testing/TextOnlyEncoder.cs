using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Testing;

/// <summary>An encoder that reads texts alone, as a sentence encoder does; its weights are never loaded.</summary>
public static class TextOnlyEncoder
{
    public static VlmEncoder Create() => new(new Source());

    private sealed class Source : EncoderSource
    {
        public override string Name => "text-only";

        public override VisionEncoderInfo? Vision => null;

        public override int? TextWidth => 8;

        public override string GetHash() => "text-only-1";

        public override IVisionEncoder LoadVision(ModelLoadOptions options) => throw new InvalidOperationException("There is no vision tower.");

        public override ITextEncoder LoadText(ModelLoadOptions options) => throw new InvalidOperationException("No test loads it.");

        public override EncoderSimilarity? ReadSimilarity() => null;

        public override EncoderReference ToReference() => throw new InvalidOperationException("No test saves it.");
    }
}
