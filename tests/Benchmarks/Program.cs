using Benchmarks.Backtests;
using Benchmarks.Decisions;
using Benchmarks.Design;
using Benchmarks.Echo;
using Benchmarks.Monitoring;
using Benchmarks.Scoring;
using Benchmarks.Strategies;
using Benchmarks.Velocities;

return args switch
{
    ["echo", .. var rest] when EchoOptions.TryParse(rest, out var options) => await EchoBenchmark.RunAsync(options),
    ["scoring", .. var rest] when ScoringOptions.TryParse(rest, out var options) => await ScoringBenchmark.RunAsync(options),
    ["scoring", "--model", var model, "--input", var input] => ModelBenchmark.Run(model, input),
    ["tables"] => TableBenchmark.Run(),
    ["rules", .. var rest] when DecisionOptions.TryParse(rest, out var options) => RuleBenchmark.Run(options),
    ["decisions", .. var rest] when DecisionOptions.TryParse(rest, out var options) => DecisionBenchmark.Run(options),
    ["path", .. var rest] when DecisionOptions.TryParse(rest, out var options) => PathBenchmark.Run(options),
    ["backtest", .. var rest] when BacktestOptions.TryParse(rest, out var options) => await BacktestBenchmark.RunAsync(options),
    ["monitoring", .. var rest] when BacktestOptions.TryParse(rest, out var options) => await MonitoringBenchmark.RunAsync(options),
    ["design", .. var rest] when DesignOptions.TryParse(rest, out var options) => await DesignBenchmark.RunAsync(options),
    ["velocity", .. var rest] when VelocityOptions.TryParse(rest, out var options) => await VelocityBenchmark.RunAsync(options),
    ["serve", var kind] when EchoServers.Find(kind) is { } build => await EchoServers.ServeAsync(build()),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: Benchmarks echo [--rounds N] [--requests N] [--aspnetcore]
               Benchmarks scoring --peers DIR [--rounds N] [--disturbed]
               Benchmarks scoring --model FILE --input CSV
               Benchmarks tables
               Benchmarks rules [--content DIR] [--applicants N] [--rounds N]
               Benchmarks path [--content DIR] [--applicants N] [--rounds N]
               Benchmarks design --output FILE [--content DIR] [--peers DIR] [--rounds N]
               Benchmarks decisions [--content DIR] [--applicants N] [--rounds N]
               Benchmarks backtest --store FILE [--decisions N] [--rounds N]
               Benchmarks monitoring --store FILE [--decisions N] [--rounds N]
               Benchmarks velocity --redis ADDRESS|--cluster ADDRESS [--applications N] [--callers N]
        echo
          Compares unary echo through our gRPC with a bare Kestrel HTTP/2 handler, in interleaved rounds of h2load.
          --rounds      rounds to run, 5 by default
          --requests    requests in each measurement, 100000 by default
          --aspnetcore  also build and measure the same echo on Grpc.AspNetCore, where the feed serves it
        scoring
          Compares one row through a tree ensemble with XGBoost's and ONNX Runtime's C interfaces and a bare native walk of the same trees.
          --peers       folder of the peers: models/, data/, bin/native, bin/xgb_bench and ort/node_modules/onnxruntime-node
          --rounds      rounds to run, 5 by default
          --disturbed   touch 4 MiB of other memory before each row
          --model       any model file that the service reads; beside libxgboost, where that is installed and the file is XGBoost's
          --input       its rows, a column for each input by name; empty is missing
        tables
          Reads decision tables of up to 60,000 rows and compares answers by their index with a look at row after row.
        rules
          Evaluates 30 rules and two tables of 1,000 rows as a decision does, over made-up applicants, and answers tables of 8,000 rows.
          Options as for decisions.
        decisions
          What one decision takes, part by part: median nanoseconds over made-up applicants, each the fastest of its rounds, and bytes allocated.
          --content     folder with strategies/ and models/, the working directory by default
          --applicants  how many, 2000 by default
          --rounds      rounds to run, 20 by default
        path
          What a live call takes of one thread, from the frame that came to the frame that goes, part by part: mean microseconds and bytes allocated.
          Options as for decisions.
        design
          The rows of the design that need no running service, for loadtests/run, which calls it.
          --output      JSON file for the rows
        backtest
          Decides a store of made-up decisions again with the reference strategy; run it where strategies/ and models/ are.
          --store       the store's file; filled when it is not there (a million decisions take minutes and gigabytes), and kept
          --decisions   decisions in it, 1000000 by default
          --rounds      rounds to run, 3 by default
        monitoring
          Holds a store of made-up decisions against itself, feature by feature. Options as for backtest, whose store it takes too.
        velocity
          Counts made-up applications in Redis and in this process's memory; run it where strategies/ and models/ are.
          --redis         a Redis server's address; its keys stay for 30 days
          --cluster       addresses of a Redis Cluster instead
          --applications  how many, 200000 by default
          --callers       at once, 64 by default
        """);
    return 2;
}
