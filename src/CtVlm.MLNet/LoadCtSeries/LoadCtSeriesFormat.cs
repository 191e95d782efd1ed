using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>How <see cref="LoadCtSeriesTransformer"/> is saved.</summary>
/// <remarks>
/// Layout, version 0x00010001: text output column; text input column; byte has base folder, then text base folder; byte policy;
/// byte has error column, then text error column. A text is int32 length in bytes and UTF-8 bytes.
/// </remarks>
internal static class LoadCtSeriesFormat
{
    public const string UserName = "Load CT Series";
    public const string LoaderSignature = "CtVlmLoadCtSeries";

    public static void Save(ModelSaveContext ctx, LoadCtSeriesOptions options)
    {
        ctx.SetVersionInfo(GetVersionInfo());
        ModelText.Write(ctx.Writer, options.OutputColumnName);
        ModelText.Write(ctx.Writer, options.InputColumnName ?? options.OutputColumnName);
        ModelText.WriteOptional(ctx.Writer, options.BaseFolder);
        ctx.Writer.Write((byte)options.OnError);
        ModelText.WriteOptional(ctx.Writer, options.ErrorColumnName);
    }

    public static LoadCtSeriesOptions Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(GetVersionInfo());
        return new LoadCtSeriesOptions
        {
            OutputColumnName = ModelText.Read(env, ctx.Reader),
            InputColumnName = ModelText.Read(env, ctx.Reader),
            BaseFolder = ModelText.ReadOptional(env, ctx.Reader),
            OnError = ModelText.ReadEnum<SeriesErrorPolicy>(env, ctx.Reader),
            ErrorColumnName = ModelText.ReadOptional(env, ctx.Reader),
        };
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "CTLDSERI",
        verWrittenCur: 0x00010001, // Initial
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(LoadCtSeriesFormat).Assembly.FullName);
}
