using CtVlm.MLNet.Torch;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>How a saved model holds the reference to its encoder: four texts, kind, name, location and hash.</summary>
internal static class EncoderFormat
{
    public static void Write(BinaryWriter writer, EncoderReference encoder)
    {
        ModelText.Write(writer, encoder.Kind);
        ModelText.Write(writer, encoder.Name);
        ModelText.Write(writer, encoder.Location);
        ModelText.Write(writer, encoder.Hash);
    }

    public static EncoderReference Read(IExceptionContext context, BinaryReader reader) => new(
        ModelText.Read(context, reader), ModelText.Read(context, reader), ModelText.Read(context, reader), ModelText.Read(context, reader));
}
