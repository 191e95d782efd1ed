using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Settings of a context that the verbs read when a pipeline is built or a model loaded.</summary>
public static class CtContextExtensions
{
    /// <summary>Sets how the verbs run in this context: cache, batch size, progress, cancellation. The device is the context's GpuDeviceId.</summary>
    /// <param name="context">The context.</param>
    /// <param name="options">The settings; they replace earlier ones.</param>
    /// <returns>The context.</returns>
    public static MLContext ConfigureCtVlm(this MLContext context, CtRuntimeOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        ((IHostEnvironmentInternal)context).SetOption(RuntimeSettings.OptionName, options);
        return context;
    }

    /// <summary>The verbs of this package that belong to no catalogue of ML.NET, such as DiagnoseGeometry.</summary>
    /// <param name="context">The context.</param>
    /// <returns>Holds the context; making one costs nothing.</returns>
    public static CtContext CtVlm(this MLContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new CtContext(context);
    }
}
