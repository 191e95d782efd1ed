using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>How <see cref="EmbedTextTransformer"/> is saved. Weights, device and batch size are not part of it.</summary>
/// <remarks>
/// Layout, version 0x00010001: text output column; text input column; four texts of the encoder (kind, name, location, hash).
/// A text is int32 length in bytes and UTF-8 bytes.
/// </remarks>
internal static class EmbedTextFormat
{
    public const string UserName = "Embed Text";
    public const string LoaderSignature = "CtVlmEmbedText";

    public static void Save(ModelSaveContext ctx, EmbedTextOptions options)
    {
        EncoderReference encoder = options.Encoder.ToReference();
        ctx.SetVersionInfo(GetVersionInfo());
        ModelText.Write(ctx.Writer, options.OutputColumnName);
        ModelText.Write(ctx.Writer, options.InputColumnName ?? options.OutputColumnName);
        EncoderFormat.Write(ctx.Writer, encoder);
    }

    public static EmbedTextOptions Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        return new EmbedTextOptions
        {
            OutputColumnName = ModelText.Read(env, ctx.Reader),
            InputColumnName = ModelText.Read(env, ctx.Reader),
            Encoder = VlmEncoder.FromReference(EncoderFormat.Read(env, ctx.Reader)),
        };
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "CTEMBTXT",
        verWrittenCur: 0x00010001, // Initial
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(EmbedTextFormat).Assembly.FullName);
}
