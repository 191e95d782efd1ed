using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>How a saved model holds its encoder: four texts, kind, name, location and hash; for an adapted encoder its changes too, in a stream of their own.</summary>
/// <remarks>
/// The kind decides: a model of the kinds "folder", "folder-with-options" and "seed" holds the four texts alone, as all did before the kind "adapted" came; that one has
/// the base model's reference, as JSON, in the place of the location, and beside the model's own stream one called <c>Encoder</c>, see <see cref="EncoderChangesFormat"/>.
/// </remarks>
internal static class EncoderFormat
{
    private const string ChangesStream = "Encoder";

    public static void Write(ModelSaveContext ctx, VlmEncoder encoder, EncoderReference reference)
    {
        ModelText.Write(ctx.Writer, reference.Kind);
        ModelText.Write(ctx.Writer, reference.Name);
        ModelText.Write(ctx.Writer, reference.Location);
        ModelText.Write(ctx.Writer, reference.Hash);
        if (encoder.Source is AdaptedEncoderSource adapted)
        {
            ctx.SaveBinaryStream(ChangesStream, writer => EncoderChangesFormat.Write(writer, adapted));
        }
    }

    public static VlmEncoder Read(IHostEnvironment env, ModelLoadContext ctx)
    {
        EncoderReference reference = new(ModelText.Read(env, ctx.Reader), ModelText.Read(env, ctx.Reader), ModelText.Read(env, ctx.Reader), ModelText.Read(env, ctx.Reader));
        VlmEncoder? adapted = null;
        if (reference.Kind == AdaptedEncoderSource.Kind)
        {
            ctx.TryLoadBinaryStream(ChangesStream, reader => adapted = EncoderChangesFormat.Read(env, reader, reference));
        }

        return adapted ?? VlmEncoder.FromReference(reference);
    }
}
