using CtVlm.MLNet;
using CtVlm.MLNet.Dicom;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(
    typeof(MeasureCtQualityTransformer), null, typeof(SignatureLoadModel), MeasureCtQualityFormat.UserName, MeasureCtQualityFormat.LoaderSignature)]

namespace CtVlm.MLNet;

/// <summary>Measures the quality of CT volumes; see <see cref="MeasureCtQualityEstimator"/>.</summary>
public sealed class MeasureCtQualityTransformer : RowTransformer
{
    internal const string Verb = "MeasureCtQuality";
    internal const string Advice = "Load volumes with LoadCtSeries first.";

    private readonly MeasureCtQualityOptions _options;

    internal MeasureCtQualityTransformer(IHostEnvironment environment, MeasureCtQualityOptions options)
        : base(Contracts.CheckRef(environment, nameof(environment)).Register(nameof(MeasureCtQualityTransformer)))
    {
        Host.CheckValue(options, nameof(options));
        Host.CheckNonEmpty(options.OutputColumnName, nameof(options.OutputColumnName));
        Host.CheckUserArg(options.MaxSlices >= 1, nameof(options.MaxSlices), "At least one slice must be read.");
        _options = options;
    }

    internal string InputColumnName => _options.InputColumnName ?? _options.OutputColumnName;

    internal string? ErrorColumnName => _options.OnError == SeriesErrorPolicy.MissingValue ? _options.ErrorColumnName ?? _options.OutputColumnName + "Error" : null;

    internal SeriesErrorPolicy OnError => _options.OnError;

    internal static MeasureCtQualityTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(ctx, nameof(ctx));
        return new MeasureCtQualityTransformer(env, MeasureCtQualityFormat.Load(env, ctx));
    }

    /// <summary>The name of a fact's column.</summary>
    internal string NameOf(QualityColumn column) => $"{_options.OutputColumnName}.{column.Name}";

    /// <summary>The facts of a volume; never throws for a failure of the data.</summary>
    internal MeasuredSeries Measure(CtVolume? volume) => new(volume, _options.MaxSlices);

    private protected override RowMapper CreateMapper(DataViewSchema schema) => new MeasureCtQualityMapper(this, Host, schema);

    private protected override IDataView CreateView(IDataView input, RowMapper mapper) => OnError == SeriesErrorPolicy.SkipRow
        ? new LookAheadView<CtVolume?, MeasuredSeries>(Host, input, new MeasureCtQualityStage(this, (MeasureCtQualityMapper)mapper))
        : base.CreateView(input, mapper);

    private protected override void SaveModel(ModelSaveContext ctx) => MeasureCtQualityFormat.Save(ctx, _options);
}
