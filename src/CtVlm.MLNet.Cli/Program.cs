using CtVlm.MLNet.Cli;

return await CtvlmTool.RunAsync(args, ToolConsole.OfProcess());
