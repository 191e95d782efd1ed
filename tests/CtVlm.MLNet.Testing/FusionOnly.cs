using System.Runtime.CompilerServices;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Testing;

/// <summary>An encoder that reads an image and a text together and embeds neither alone, as ViLT does.</summary>
public static class FusionOnly
{
    public static VlmEncoder Create() => Construct(new Source());

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern VlmEncoder Construct(EncoderSource source);

    private sealed class Source : EncoderSource
    {
        public override string Name => "fusion";

        public override VisionEncoderInfo? Vision => null;

        public override int? TextWidth => null;

        public override bool HasFusion => true;

        public override string GetHash() => "fusion-1";

        public override IVisionEncoder LoadVision(ModelLoadOptions options) => throw new InvalidOperationException("There is no vision tower.");

        public override ITextEncoder LoadText(ModelLoadOptions options) => throw new InvalidOperationException("There is no text tower.");

        public override EncoderSimilarity? ReadSimilarity() => null;

        public override EncoderReference ToReference() => throw new InvalidOperationException("It is not saved.");
    }
}
