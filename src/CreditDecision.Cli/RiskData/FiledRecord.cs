using Google.Protobuf;

namespace CreditDecision.Cli.RiskData;

/// <summary>One record of a file, ready to be sent.</summary>
/// <param name="Line">Where it stands, from 1.</param>
internal readonly record struct FiledRecord<T>(long Line, T Message) where T : IMessage;
