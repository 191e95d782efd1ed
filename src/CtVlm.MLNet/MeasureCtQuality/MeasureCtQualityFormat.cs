using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>How <see cref="MeasureCtQualityTransformer"/> is saved.</summary>
/// <remarks>
/// Layout, version 0x00010001: text output prefix; text input column; int32 slices; byte policy; byte has error column, then text error column.
/// A text is int32 length in bytes and UTF-8 bytes.
/// </remarks>
internal static class MeasureCtQualityFormat
{
    public const string UserName = "Measure CT Quality";
    public const string LoaderSignature = "CtVlmMeasureCtQuality";

    public static void Save(ModelSaveContext ctx, MeasureCtQualityOptions options)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        ModelText.Write(ctx.Writer, options.OutputColumnName);
        ModelText.Write(ctx.Writer, options.InputColumnName ?? options.OutputColumnName);
        ctx.Writer.Write(options.MaxSlices);
        ctx.Writer.Write((byte)options.OnError);
        ModelText.WriteOptional(ctx.Writer, options.ErrorColumnName);
    }

    public static MeasureCtQualityOptions Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        var options = new MeasureCtQualityOptions
        {
            OutputColumnName = ModelText.Read(env, ctx.Reader),
            InputColumnName = ModelText.Read(env, ctx.Reader),
            MaxSlices = ctx.Reader.ReadInt32(),
            OnError = ModelText.ReadEnum<SeriesErrorPolicy>(env, ctx.Reader),
            ErrorColumnName = ModelText.ReadOptional(env, ctx.Reader),
        };
        env.CheckDecode(options.MaxSlices >= 1, $"The saved model reads {options.MaxSlices} slices, 1 or more expected.");
        return options;
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "CTQUALIT",
        verWrittenCur: 0x00010001, // Initial
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(MeasureCtQualityFormat).Assembly.FullName);
}
