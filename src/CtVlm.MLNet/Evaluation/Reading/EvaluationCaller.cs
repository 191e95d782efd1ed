using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Who evaluates: what a refusal needs to say where it comes from.</summary>
/// <param name="Environment">The context's environment, which marks exceptions as ML.NET's.</param>
/// <param name="Verb">The verb that was called.</param>
internal sealed record EvaluationCaller(IHostEnvironment Environment, string Verb);
