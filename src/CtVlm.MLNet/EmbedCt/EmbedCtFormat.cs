using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>How <see cref="EmbedCtTransformer"/> is saved. Weights, device, cache and batch size are not part of it.</summary>
/// <remarks>
/// Layout, version 0x00010002: as 0x00010001; byte has positions column, then text positions column.
/// Layout, version 0x00010001: text output column; text input column; the encoder (see <see cref="EncoderFormat"/>: four texts, kind, name, location, hash);
/// text rendering as JSON; byte embedding point; byte policy; byte has error column, then text error column.
/// A text is int32 length in bytes and UTF-8 bytes.
/// </remarks>
internal static class EmbedCtFormat
{
    public const string UserName = "Embed CT";
    public const string LoaderSignature = "CtVlmEmbedCt";

    private const uint WithPositions = 0x00010002;

    public static void Save(ModelSaveContext ctx, EmbedCtOptions options)
    {
        EncoderReference encoder = options.Encoder.ToReference();
        ctx.SetVersionInfo(GetVersionInfo());
        ModelText.Write(ctx.Writer, options.OutputColumnName);
        ModelText.Write(ctx.Writer, options.InputColumnName ?? options.OutputColumnName);
        EncoderFormat.Write(ctx, options.Encoder, encoder);
        ModelText.Write(ctx.Writer, options.Rendering.ToJson());
        ctx.Writer.Write((byte)options.Point);
        ctx.Writer.Write((byte)options.OnError);
        ModelText.WriteOptional(ctx.Writer, options.ErrorColumnName);
        ModelText.WriteOptional(ctx.Writer, options.PositionsColumnName);
    }

    public static EmbedCtOptions Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        return new EmbedCtOptions
        {
            OutputColumnName = ModelText.Read(env, ctx.Reader),
            InputColumnName = ModelText.Read(env, ctx.Reader),
            Encoder = EncoderFormat.Read(env, ctx),
            Rendering = CtRendering.FromJson(ModelText.Read(env, ctx.Reader)),
            Point = ModelText.ReadEnum<EmbeddingPoint>(env, ctx.Reader),
            OnError = ModelText.ReadEnum<SeriesErrorPolicy>(env, ctx.Reader),
            ErrorColumnName = ModelText.ReadOptional(env, ctx.Reader),
            PositionsColumnName = ctx.Header.ModelVerWritten < WithPositions ? null : ModelText.ReadOptional(env, ctx.Reader),
        };
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "CTEMBEDC",
        // 0x00010001: Initial
        verWrittenCur: WithPositions, // The column of positions
        verReadableCur: WithPositions,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(EmbedCtFormat).Assembly.FullName);
}
