using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CreditDecision.LoadTests.Wire;

/// <summary>
/// One HTTP/2 connection without TLS that sends unary gRPC calls of one method and reads what comes back: the few frames of RFC 9113 that
/// this takes, and no more. A client made for programs costs as much as the service for each call, and the generator shares its processors.
/// Calls may be sent by any number of threads; answers come on the thread that reads.
/// </summary>
internal sealed class Http2Connection : IAsyncDisposable
{
    private const int FrameHeader = 9;
    private const int BufferBytes = 256 * 1024;

    // A power of two, above what a server lets be under way.
    private const int MostUnderWay = 8_192;

    private readonly Socket _socket;
    private readonly byte[] _headers;
    private readonly AnswerHandler _answered;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _something = new(0);
    private readonly CancellationTokenSource _end = new();
    private readonly Call[] _calls = new Call[MostUnderWay];
    private readonly Queue<(byte[] Body, int Length, Call Call)> _waiting = [];
    private byte[] _out = new byte[BufferBytes], _sending = new byte[BufferBytes];
    private int _outLength, _nextStream = 1, _underWay, _mostUnderWay = 100;
    private long _window = 65_535, _received;
    private Task _reading = Task.CompletedTask, _writing = Task.CompletedTask;
    private bool _isBroken;

    /// <param name="Place">Number of the application.</param>
    /// <param name="Intended">The moment from which the latency counts, in <see cref="Stopwatch"/> ticks.</param>
    public readonly record struct Call(long Place, long Intended)
    {
        public GrpcAnswer Answer { get; init; }

        /// <summary>Sent beside another of the same application; nobody sends again when it is answered.</summary>
        public bool IsExtra { get; init; }
    }

    /// <summary>Called once for every call, also where the connection broke under it.</summary>
    public delegate void AnswerHandler(in Call call);

    private Http2Connection(Socket socket, byte[] headers, AnswerHandler answered) => (_socket, _headers, _answered) = (socket, headers, answered);

    public bool IsBroken => _isBroken;

    public static async Task<Http2Connection> OpenAsync(Uri address, string path, AnswerHandler answered, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new DnsEndPoint(address.Host, address.Port), cancellation);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        var connection = new Http2Connection(socket, Hpack.RequestHeaders(address.Authority, path), answered);
        connection.Greet();
        connection._reading = Task.Run(connection.ReadAsync, CancellationToken.None);
        connection._writing = Task.Run(connection.WriteAsync, CancellationToken.None);
        return connection;
    }

    /// <summary>Sends a call now, or as soon as the server takes one more.</summary>
    public void Send(ReadOnlySpan<byte> body, Call call)
    {
        lock (_gate)
        {
            if (!_isBroken)
            {
                if (_waiting.Count > 0 || _underWay >= Math.Min(_mostUnderWay, MostUnderWay / 2) || _window < body.Length) _waiting.Enqueue((body.ToArray(), body.Length, call));
                else Put(body, call);
                return;
            }
        }
        _answered(call with { Answer = GrpcAnswer.Broken });
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _socket.Dispose();
        await Task.WhenAll(_reading, _writing);
        _something.Dispose();
        _end.Dispose();
    }

    private void Greet()
    {
        lock (_gate)
        {
            Append("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8);
            // No table of headers, so that an answer's can be read without one; room for answers without waiting for us.
            Span<byte> settings = stackalloc byte[18];
            Setting(settings, 1, 0);
            Setting(settings[6..], 2, 0);
            Setting(settings[12..], 4, 1 << 20);
            AppendFrame(FrameType.Settings, 0, 0, settings);
            AppendWindowUpdate(1 << 30);
        }
        _something.Release();
    }

    // The gate is held.
    private void Put(ReadOnlySpan<byte> body, Call call)
    {
        int stream = _nextStream;
        _nextStream += 2;
        _calls[(stream >> 1) & (MostUnderWay - 1)] = call;
        _underWay++;
        _window -= body.Length;
        bool wasEmpty = _outLength == 0;
        AppendFrame(FrameType.Headers, FrameFlags.EndHeaders, stream, _headers);
        AppendFrame(FrameType.Data, FrameFlags.EndStream, stream, body);
        if (wasEmpty) _something.Release();
    }

    private async Task WriteAsync()
    {
        try
        {
            while (true)
            {
                await _something.WaitAsync(_end.Token);
                int length;
                lock (_gate)
                {
                    (_out, _sending) = (_sending, _out);
                    (length, _outLength) = (_outLength, 0);
                }
                for (int sent = 0; sent < length;) sent += await _socket.SendAsync(_sending.AsMemory(sent, length - sent), _end.Token);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            Break();
        }
    }

    private async Task ReadAsync()
    {
        byte[] buffer = new byte[BufferBytes];
        int filled = 0;
        try
        {
            while (true)
            {
                int read = await _socket.ReceiveAsync(buffer.AsMemory(filled), _end.Token);
                if (read == 0) break;
                filled += read;
                int used = ReadFrames(buffer.AsSpan(0, filled));
                buffer.AsSpan(used, filled - used).CopyTo(buffer);
                filled -= used;
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The connection is over either way.
        }
        Break();
    }

    private int ReadFrames(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (bytes.Length - at >= FrameHeader)
        {
            int length = bytes[at] << 16 | bytes[at + 1] << 8 | bytes[at + 2];
            if (bytes.Length - at < FrameHeader + length) break;
            int stream = BinaryPrimitives.ReadInt32BigEndian(bytes[(at + 5)..]) & int.MaxValue;
            Take((FrameType)bytes[at + 3], bytes[at + 4], stream, bytes.Slice(at + FrameHeader, length));
            at += FrameHeader + length;
        }
        return at;
    }

    private void Take(FrameType type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        switch (type)
        {
            case FrameType.Data:
                TakeData(stream, payload);
                break;
            case FrameType.Headers:
                ref Call call = ref _calls[(stream >> 1) & (MostUnderWay - 1)];
                call = call with { Answer = call.Answer.With(Hpack.GrpcStatusOf(payload)) };
                break;
            case FrameType.ResetStream:
                End(stream);
                return;
            case FrameType.Settings when (flags & FrameFlags.Acknowledge) == 0:
                TakeSettings(payload);
                break;
            case FrameType.Ping when (flags & FrameFlags.Acknowledge) == 0:
                lock (_gate) AppendFrame(FrameType.Ping, FrameFlags.Acknowledge, 0, payload);
                _something.Release();
                break;
            case FrameType.WindowUpdate when stream == 0:
                lock (_gate)
                {
                    _window += BinaryPrimitives.ReadInt32BigEndian(payload) & int.MaxValue;
                    SendWaiting();
                }
                break;
        }
        if (type is (FrameType.Data or FrameType.Headers) && (flags & FrameFlags.EndStream) != 0) End(stream);
    }

    private void TakeData(int stream, ReadOnlySpan<byte> payload)
    {
        ref Call call = ref _calls[(stream >> 1) & (MostUnderWay - 1)];
        call = call with { Answer = call.Answer.With(payload) };
        _received += payload.Length;
        if (_received < 1 << 29) return;
        lock (_gate) AppendWindowUpdate((int)_received);
        _received = 0;
        _something.Release();
    }

    private void TakeSettings(ReadOnlySpan<byte> payload)
    {
        lock (_gate)
        {
            for (; payload.Length >= 6; payload = payload[6..])
                if (BinaryPrimitives.ReadUInt16BigEndian(payload) == 3) _mostUnderWay = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(payload[2..]), MostUnderWay);
            AppendFrame(FrameType.Settings, FrameFlags.Acknowledge, 0, []);
            SendWaiting();
        }
        _something.Release();
    }

    private void End(int stream)
    {
        ref Call slot = ref _calls[(stream >> 1) & (MostUnderWay - 1)];
        Call call = slot;
        slot = default;
        lock (_gate)
        {
            _underWay--;
            SendWaiting();
        }
        _answered(call);
    }

    // The gate is held.
    private void SendWaiting()
    {
        while (_waiting.TryPeek(out var next) && _underWay < Math.Min(_mostUnderWay, MostUnderWay / 2) && _window >= next.Length)
        {
            _waiting.Dequeue();
            Put(next.Body.AsSpan(0, next.Length), next.Call);
        }
    }

    private void Break()
    {
        var lost = new List<Call>();
        lock (_gate)
        {
            if (_isBroken) return;
            _isBroken = true;
            foreach (Call call in _calls)
                if (call.Intended != 0) lost.Add(call);
            lost.AddRange(_waiting.Select(waiting => waiting.Call));
            _waiting.Clear();
        }
        foreach (Call call in lost) _answered(call with { Answer = GrpcAnswer.Broken });
    }

    private void AppendFrame(FrameType type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[FrameHeader];
        BinaryPrimitives.WriteInt32BigEndian(header, payload.Length << 8 | (int)type);
        header[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(header[5..], stream);
        Append(header);
        Append(payload);
    }

    private void AppendWindowUpdate(int more)
    {
        Span<byte> increment = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(increment, more);
        AppendFrame(FrameType.WindowUpdate, 0, 0, increment);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_out.Length < _outLength + bytes.Length) Array.Resize(ref _out, (_outLength + bytes.Length) * 2);
        bytes.CopyTo(_out.AsSpan(_outLength));
        _outLength += bytes.Length;
    }

    private static void Setting(Span<byte> to, ushort id, uint value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(to, id);
        BinaryPrimitives.WriteUInt32BigEndian(to[2..], value);
    }

    private enum FrameType : byte
    {
        Data = 0,
        Headers = 1,
        ResetStream = 3,
        Settings = 4,
        Ping = 6,
        WindowUpdate = 8,
    }

    // What a bit means depends on the type of the frame.
    private static class FrameFlags
    {
        public const byte EndStream = 1, Acknowledge = 1, EndHeaders = 4;
    }
}
