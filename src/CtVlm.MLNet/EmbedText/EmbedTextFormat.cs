using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>How <see cref="EmbedTextTransformer"/> is saved. Weights, device and batch size are not part of it.</summary>
/// <remarks>
/// Layout, version 0x00010001: text output column; text input column; the encoder (see <see cref="EncoderFormat"/>: four texts, kind, name, location, hash).
/// Version 0x00010002 adds: int32 number of templates, then each as text; byte has token count column, then its text; byte has
/// truncated column, then its text. A text is int32 length in bytes and UTF-8 bytes.
/// </remarks>
internal static class EmbedTextFormat
{
    public const string UserName = "Embed Text";
    public const string LoaderSignature = "CtVlmEmbedText";

    private const uint WithTemplates = 0x00010002;

    public static void Save(ModelSaveContext ctx, EmbedTextOptions options)
    {
        EncoderReference encoder = options.Encoder.ToReference();
        ctx.SetVersionInfo(GetVersionInfo());
        ModelText.Write(ctx.Writer, options.OutputColumnName);
        ModelText.Write(ctx.Writer, options.InputColumnName ?? options.OutputColumnName);
        EncoderFormat.Write(ctx, options.Encoder, encoder);
        ModelTexts.Write(ctx.Writer, options.Templates);
        ModelText.WriteOptional(ctx.Writer, options.TokenCountColumnName);
        ModelText.WriteOptional(ctx.Writer, options.TruncatedColumnName);
    }

    public static EmbedTextOptions Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        var options = new EmbedTextOptions
        {
            OutputColumnName = ModelText.Read(env, ctx.Reader),
            InputColumnName = ModelText.Read(env, ctx.Reader),
            Encoder = EncoderFormat.Read(env, ctx),
        };
        return ctx.Header.ModelVerWritten < WithTemplates ? options : options with
        {
            Templates = ModelTexts.Read(env, ctx.Reader, PromptEnsemble.MaxTemplates),
            TokenCountColumnName = ModelText.ReadOptional(env, ctx.Reader),
            TruncatedColumnName = ModelText.ReadOptional(env, ctx.Reader),
        };
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "CTEMBTXT",
        // 0x00010001: initial
        verWrittenCur: WithTemplates, // Templates; columns of token counts and of truncation
        verReadableCur: WithTemplates,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(EmbedTextFormat).Assembly.FullName);
}
