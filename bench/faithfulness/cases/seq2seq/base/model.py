import random

import torch
import torch.nn as nn
import torch.nn.functional as F


class Encoder(nn.Module):
    def __init__(self, vocab, emb_dim, hid_dim, dropout):
        super().__init__()
        self.embedding = nn.Embedding(vocab, emb_dim, padding_idx=0)
        self.rnn = nn.GRU(
            emb_dim,
            hid_dim,
            batch_first=True,
            bidirectional=True,  #ABLATABLE_COMPONENT(name=bidirectional)
        )
        self.fc = nn.Linear(hid_dim * 2, hid_dim)
        self.dropout = nn.Dropout(dropout)

    def forward(self, src):
        # src = [batch, src len]
        src = src.flip(1)  #ABLATABLE_COMPONENT(name=reverse_source)
        embedded = self.dropout(self.embedding(src))
        outputs, hidden = self.rnn(embedded)
        # hidden = [directions, batch, hid dim]
        hidden = torch.tanh(self.fc(torch.cat(tuple(hidden), dim=1)))
        return outputs, hidden


class Attention(nn.Module):
    def __init__(self, enc_dim, dec_dim):
        super().__init__()
        self.attn = nn.Linear(enc_dim + dec_dim, dec_dim)
        self.v = nn.Linear(dec_dim, 1, bias=False)

    def forward(self, hidden, encoder_outputs):
        src_len = encoder_outputs.shape[1]
        hidden = hidden.unsqueeze(1).repeat(1, src_len, 1)
        energy = torch.tanh(self.attn(torch.cat((hidden, encoder_outputs), dim=2)))
        weights = F.softmax(self.v(energy).squeeze(2), dim=1)
        return torch.bmm(weights.unsqueeze(1), encoder_outputs).squeeze(1)


class Decoder(nn.Module):
    def __init__(self, vocab, emb_dim, enc_dim, hid_dim, dropout):
        super().__init__()
        self.embedding = nn.Embedding(vocab, emb_dim)
        self.attention = Attention(enc_dim, hid_dim)  #ABLATABLE_COMPONENT(name=attention)
        self.rnn = nn.GRUCell(emb_dim + enc_dim, hid_dim)
        self.dropout = nn.Dropout(dropout)
        self.fc_out = nn.Linear(hid_dim + enc_dim + emb_dim, vocab)

    def forward(self, token, hidden, encoder_outputs):
        # token = [batch]
        embedded = self.dropout(self.embedding(token))
        context = self.attention(hidden, encoder_outputs)
        hidden = self.rnn(torch.cat((embedded, context), dim=1), hidden)
        prediction = self.fc_out(torch.cat((hidden, context, embedded), dim=1))
        return prediction, hidden


class Seq2Seq(nn.Module):
    def __init__(self, encoder, decoder, sos_idx):
        super().__init__()
        self.encoder = encoder
        self.decoder = decoder
        self.sos_idx = sos_idx

    def forward(self, src, trg, teacher_forcing_ratio=0.5):
        batch_size, trg_len = trg.shape
        encoder_outputs, hidden = self.encoder(src)
        token = torch.full((batch_size,), self.sos_idx, dtype=torch.long)
        outputs = []
        for t in range(trg_len):
            output, hidden = self.decoder(token, hidden, encoder_outputs)
            outputs.append(output)
            token = output.argmax(1)
            if random.random() < teacher_forcing_ratio:
                token = trg[:, t]
        return torch.stack(outputs, dim=1)
